/** A stored message: what the person said, what Nia said, or an urgent card with its call button. */

import { type ChatStrings, TEXT_LANG } from "../../strings.ts";
import { keyOf } from "../scrolling.ts";
import type { StoredEvent } from "../wire.ts";
import { CallLink } from "./CallLink.tsx";
import { PlainText } from "./PlainText.tsx";

export function Message({ event, words }: { event: StoredEvent; words: ChatStrings }) {
  const kind = event.kind === "urgent" ? "urgent" : event.from;
  const lang = event.from === "nia" ? TEXT_LANG : undefined;
  return (
    <li id={keyOf(event)} class={`said ${kind}`}>
      <span class="unseen">{event.from === "nia" ? words.nia : words.person}: </span>
      <div class="text" lang={lang} dir="auto">
        <PlainText text={event.text} />
      </div>
      {event.kind === "urgent" && event.call && <CallLink call={event.call} words={words.call} />}
    </li>
  );
}
