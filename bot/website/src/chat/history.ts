/** The conversation as the server has stored it: every event once, in order, without gaps. */

import type { Call, StoredEvent } from "./wire.ts";

/** So long the number of an urgent message stays in view; milliseconds. */
const URGENT_MS = 24 * 60 * 60 * 1000;

/** The number that the last urgent message named, unless that was long before `now`. */
export function urgentCall(events: StoredEvent[], now: number): Call | null {
  const last = [...events].reverse().find((event) => event.kind === "urgent");
  return last && now - Date.parse(last.at) < URGENT_MS ? last.call : null;
}

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
