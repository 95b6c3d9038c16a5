/** Quick replies: words that may be chosen instead of typed, until something else was said. */

import type { Choice } from "../wire.ts";

interface Props {
  choices: Choice[];
  label: string;
  /** The words that were said after them; null while they can still be chosen. */
  said: string | null;
  /** Of the choices, where it is not the page's. */
  lang?: string;
  choose: (choice: Choice) => void;
}

export function Choices({ choices, label, said, lang, choose }: Props) {
  return (
    <li>
      <div class="choices" role="group" aria-label={label}>
      {choices.map((choice) => (
        <button
          type="button"
          key={choice.id}
          class={said === choice.title ? "chosen" : ""}
          lang={lang}
          dir="auto"
          disabled={said !== null}
          onClick={() => choose(choice)}
        >
          {choice.title}
        </button>
      ))}
      </div>
    </li>
  );
}
