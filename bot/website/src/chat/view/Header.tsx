/** What always stays in view: when to call, and the number. */

import type { ChatStrings } from "../../strings.ts";
import type { Call } from "../wire.ts";
import { CallLink } from "./CallLink.tsx";

interface Props {
  title: string;
  call: Call | null;
  isUrgent: boolean;
  isFramed: boolean;
  words: ChatStrings;
}

export function Header({ title, call, isUrgent, isFramed, words }: Props) {
  return (
    <header>
      <h1 class={isFramed ? "unseen" : ""} tabIndex={-1}>
        {title}
      </h1>
      <div class={isUrgent ? "strip loud" : "strip"}>
        <p>{words.fever}</p>
        {call && <CallLink call={call} words={words.call} isShort />}
      </div>
    </header>
  );
}
