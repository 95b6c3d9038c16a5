/** The number to call, large enough for a shaking hand. */

import { fill } from "../../strings.ts";
import type { Call } from "../wire.ts";
import { PhoneNumber } from "./PhoneNumber.tsx";

/** In a frame some phones open a telephone number only from the page around. */
const TARGET = window.parent === window ? "_self" : "_top";

interface Props {
  call: Call;
  words: string;
  /** Only the number is seen; the words are read out all the same. */
  isShort?: boolean;
}

export function CallLink({ call, words, isShort = false }: Props) {
  const whole = fill(words, { number: call.number });
  // No empty texts: they are set anew at every drawing, and a screen reader would speak again.
  const [before, after] = words.split("{number}").map((piece) => piece || null);
  const number = <PhoneNumber number={call.number} />;
  return (
    <a class="call" href={call.href} target={TARGET} aria-label={whole}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M6.6 2.5 9.4 8l-2 2.2a14 14 0 0 0 6.4 6.4l2.2-2 5.5 2.8c-.3 2.6-2 4.3-4.6 4.1C9 20.9 3.1 15 2.5 7.1c-.2-2.6 1.5-4.3 4.1-4.6z" />
      </svg>
      {isShort ? (
        number
      ) : (
        <span>
          {before}
          {number}
          {after}
        </span>
      )}
    </a>
  );
}
