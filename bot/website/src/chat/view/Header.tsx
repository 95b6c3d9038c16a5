/** What always stays in view: when to call, and the number. */

import { type ChatStrings, TEXT_LANG } from "../../strings.ts";
import type { Call } from "../wire.ts";
import { CallLink } from "./CallLink.tsx";

interface Props {
  title: string;
  /** The clinic's number. */
  call: Call | null;
  /** The number that an urgent message of today named: the clinic's, or an emergency number. */
  urgent: Call | null;
  isFramed: boolean;
  words: ChatStrings;
}

export function Header({ title, call, urgent, isFramed, words }: Props) {
  const shown = urgent ?? call;
  return (
    <header aria-label={words.title}>
      <h1 class={isFramed ? "unseen" : ""} tabIndex={-1}>
        {title}
      </h1>
      <div class={urgent ? "strip loud" : "strip"}>
        <p lang={TEXT_LANG} dir="auto">{urgent ? words.callNow : words.fever}</p>
        {shown && <CallLink call={shown} words={words.call} isShort />}
      </div>
    </header>
  );
}
