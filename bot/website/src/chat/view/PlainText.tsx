/** Plain text with its lists and links, as elements. */

import { type Part, blocks } from "../plain_text.ts";
import { PhoneNumber } from "./PhoneNumber.tsx";

export function PlainText({ text }: { text: string }) {
  return (
    <>
      {blocks(text).map((block) =>
        block.kind === "list" ? (
          <ul>
            {block.rows.map((row) => (
              <li>{row.map(shown)}</li>
            ))}
          </ul>
        ) : (
          <p>{block.rows.flatMap((row, at) => [at ? <br /> : null, ...row.map(shown)])}</p>
        ),
      )}
    </>
  );
}

const NUMBER = /(\+?\(?\d[\d().\u00a0 -]{4,}\d)/;

function shown(part: Part) {
  if (typeof part === "string") {
    return part
      .split(NUMBER)
      .map((piece, at) => (at % 2 ? <PhoneNumber number={piece} /> : piece || null));
  }
  return (
    <a href={part.href} target="_blank" rel="noopener noreferrer">
      {part.href}
    </a>
  );
}
