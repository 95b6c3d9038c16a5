/** A message of the person that is on its way, or could not be sent yet. */

import type { ChatStrings } from "../../strings.ts";
import type { Unsent } from "../outbox.ts";
import { keyOf } from "../scrolling.ts";
import { PlainText } from "./PlainText.tsx";

interface Props {
  message: Unsent;
  isSent: boolean;
  words: ChatStrings;
  retry: (message: Unsent) => void;
  edit: (message: Unsent) => void;
}

export function UnsentMessage({ message, isSent, words, retry, edit }: Props) {
  const isHeld = !isSent && message.state !== "sending";
  return (
    <li id={keyOf(message)} class="said person">
      <span class="unseen">{words.person}: </span>
      <div class="text" dir="auto">
        <PlainText text={message.text} />
      </div>
      <p class={isHeld ? "state held" : "state"}>{isSent ? words.sent : words[message.state]}</p>
      {isHeld && (
        <div class="choices">
          <button type="button" onClick={() => retry(message)}>
            {words.retry}
          </button>
          <button type="button" onClick={() => edit(message)}>
            {words.edit}
          </button>
        </div>
      )}
    </li>
  );
}
