/** The conversation as the server has stored it: every event once, in order, without gaps. */

import type { StoredEvent } from "./wire.ts";

export type Taken = "new" | "known" | "gap";

export class History {
  events: StoredEvent[] = [];

  /** Number of the last event, 0 before the first. */
  get last(): number {
    return this.events.length;
  }

  /** Take an event; one that was had before is left out, and a gap takes nothing in. */
  take(event: StoredEvent): Taken {
    if (event.n <= this.last) return "known";
    if (event.n > this.last + 1) return "gap";
    this.events = [...this.events, event];
    return "new";
  }

  /** Whether the server has this message of the person. */
  has(id: string): boolean {
    return this.events.some((event) => event.from === "person" && event.id === id);
  }

  /** Whether the person spoke last, so that an answer is owed. */
  get owesAnswer(): boolean {
    return this.events[this.last - 1]?.from === "person";
  }

  /** Forget everything. */
  clear(): void {
    this.events = [];
  }
}
