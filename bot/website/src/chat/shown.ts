/** What the conversation tells the page that shows it. */

import type { StoredEvent } from "./wire.ts";

/** What to tell the person besides the messages themselves. */
export type Note = "ended" | "removed" | null;

export interface Shown {
  /** There is something new to show. */
  changed(): void;
  /** Words of Nia that the person has not heard yet. */
  heard(events: StoredEvent[]): void;
}
