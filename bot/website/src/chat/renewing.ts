/** Keeps true what the server wrote into the page: the number to call changes with the hour. */

import { type Settings, readSettings, settingsIn } from "./settings.ts";
import { fields, parsed } from "./wire.ts";

/** What was read so long ago is read again when somebody looks; milliseconds. */
export const STALE_MS = 5 * 60_000;

export class Renewing {
  settings: Settings;
  #readAt = Date.now();
  #changed: () => void;

  /** `json`: what stood in the page when it came. */
  constructor(json: string, changed: () => void) {
    this.settings = readSettings(json);
    this.#changed = changed;
  }

  /** Somebody looks at the page. Where nothing can be read, what is there stays. */
  async look(): Promise<void> {
    const before = this.#readAt;
    if (Date.now() - before < STALE_MS) return;
    this.#readAt = Date.now();
    const json = await read();
    if (json === null) {
      this.#readAt = before;
      return;
    }
    const { call, advice, notice } = readSettings(json);
    this.settings = { ...this.settings, call, advice, notice };
    this.#changed();
  }
}

async function read(): Promise<string | null> {
  try {
    const answer = await fetch("/chat", { credentials: "omit", cache: "no-store" });
    const json = settingsIn(await answer.text());
    // Anything but this server's own page would take the number away.
    return answer.ok && json && fields(parsed(json))["advice"] ? json : null;
  } catch {
    return null;
  }
}
