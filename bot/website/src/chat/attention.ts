/** What the person has seen of what Nia said: what is read out, and what counts as unread. */

import type { Kept } from "./kept.ts";
import type { StoredEvent } from "./wire.ts";

const NAME = "seen";

export class Attention {
  #kept: Kept;
  #waiting: StoredEvent[] = [];
  /** Whether the page is in front of the person just now. */
  here: boolean;

  constructor(kept: Kept, here: boolean) {
    this.#kept = kept;
    this.here = here;
  }

  get #seen(): number {
    return Number(this.#kept.get(NAME)) || 0;
  }

  /** How many messages of Nia came while the person was not here. */
  get unread(): number {
    return this.#waiting.length;
  }

  /** An event came. Returns what is to be read out now: nothing twice, nothing of the history. */
  take(event: StoredEvent): StoredEvent[] {
    if (event.from !== "nia" || event.n <= this.#seen) return [];
    this.#waiting.push(event);
    return this.here ? this.catchUp() : [];
  }

  /** The person is here again: what they have not heard yet. */
  catchUp(): StoredEvent[] {
    const found = this.#waiting.filter((event) => event.n > this.#seen);
    this.#waiting = [];
    const last = found[found.length - 1];
    if (last) this.#kept.set(NAME, `${last.n}`);
    return found;
  }

  /** Another conversation is shown from here on. */
  clear(): void {
    this.#waiting = [];
  }

  /** The conversation is over; the next one counts from one again. */
  forget(): void {
    this.#kept.remove(NAME);
  }
}
