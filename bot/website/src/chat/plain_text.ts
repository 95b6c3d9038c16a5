/** Plain text as paragraphs, lists and links. The result is data; nothing is ever read as markup. */

export type Part = string | { href: string };
export type Block = { kind: "lines" | "list"; rows: Part[][] };

const ADDRESS = /https:\/\/[^\s<>"]+/g;
// A sentence's own marks are no part of the address before them.
const AFTER = /[.,;:!?'")\]]+$/;

/** Lines that begin with `- ` are items of a list; single line ends are kept. */
export function blocks(text: string): Block[] {
  const found: Block[] = [];
  for (const line of text.split("\n")) {
    const item = /^- +(.*)$/.exec(line);
    const kind = item ? "list" : "lines";
    const last = found[found.length - 1];
    const row = parts(item ? (item[1] ?? "") : line);
    if (!row.length) found.push({ kind: "lines", rows: [] });
    else if (last && last.kind === kind) last.rows.push(row);
    else found.push({ kind, rows: [row] });
  }
  return found.filter((block) => block.rows.length);
}

/** A line as words and links. */
export function parts(line: string): Part[] {
  const found: Part[] = [];
  let from = 0;
  for (const match of line.matchAll(ADDRESS)) {
    const href = match[0].replace(AFTER, "");
    if (!isAddress(href)) continue;
    if (match.index > from) found.push(line.slice(from, match.index));
    found.push({ href });
    from = match.index + href.length;
  }
  if (from < line.length) found.push(line.slice(from));
  return found;
}

function isAddress(text: string): boolean {
  try {
    return new URL(text).protocol === "https:";
  } catch {
    return false;
  }
}
