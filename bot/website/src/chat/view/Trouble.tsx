/** What stands in for an answer that does not come: the advice and the number. */

import { type ChatStrings, TEXT_LANG } from "../../strings.ts";
import type { Call } from "../wire.ts";
import { TROUBLE } from "../scrolling.ts";
import { CallLink } from "./CallLink.tsx";
import { PlainText } from "./PlainText.tsx";

interface Props {
  text: string;
  call: Call | null;
  words: ChatStrings;
}

export function Trouble({ text, call, words }: Props) {
  return (
    <div id={TROUBLE} class="said urgent trouble">
      <div class="text" lang={TEXT_LANG} dir="auto">
        <PlainText text={text} />
      </div>
      {call && <CallLink call={call} words={words.call} />}
    </div>
  );
}
