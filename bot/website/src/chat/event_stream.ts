/** Reads server-sent events from pieces of text (HTML standard, section 9.2.6). */

export interface Frame {
  id: string | null;
  event: string;
  data: string;
}

/** Gives out each frame once it is whole, however the text was cut on its way. */
export class FrameReader {
  #rest = "";

  /** The frames that `piece` completes, in order; comments (heartbeats) give none. */
  feed(piece: string): Frame[] {
    const lines = (this.#rest + piece).split(/\r\n|\n|\r(?!$)/);
    const unfinished = lines.pop() ?? "";
    const end = lines.lastIndexOf("");
    this.#rest = [...lines.slice(end + 1), unfinished].join("\n");
    return frames(lines.slice(0, end + 1));
  }
}

function frames(lines: string[]): Frame[] {
  const found: Frame[] = [];
  let id: string | null = null;
  let event = "message";
  let data: string[] = [];
  for (const line of lines) {
    if (line === "") {
      if (data.length) found.push({ id, event, data: data.join("\n") });
      [id, event, data] = [null, "message", []];
      continue;
    }
    const [, name, value] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    if (name === "data") data.push(value ?? "");
    else if (name === "event") event = value ?? "";
    else if (name === "id") id = value ?? "";
  }
  return found;
}
