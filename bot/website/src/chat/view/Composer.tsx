/** Where the person writes. Enter sends, Shift and Enter begin a new line. */

import type { RefObject } from "preact";
import type { ChatStrings } from "../../strings.ts";

interface Props {
  words: ChatStrings;
  input: RefObject<HTMLTextAreaElement | null>;
  say: (text: string) => void;
}

export function Composer({ words, input, say }: Props) {
  const submit = (event: Event): void => {
    event.preventDefault();
    const field = input.current;
    if (!field?.value.trim()) return field?.focus();
    say(field.value.trim());
    field.value = "";
    grow(field);
    field.focus();
  };
  return (
    <form class="composer" onSubmit={submit}>
      <label class="unseen" for="message">
        {words.message}
      </label>
      <textarea
        id="message"
        ref={input}
        rows={1}
        autocomplete="off"
        enterkeyhint="send"
        placeholder={words.message}
        onInput={(event) => grow(event.currentTarget)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
        }}
      />
      <button class="main">{words.send}</button>
    </form>
  );
}

/** As high as what is written, within what the style sheet allows. */
export function grow(field: HTMLTextAreaElement): void {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
}
