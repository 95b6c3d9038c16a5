/** Messages that the server does not have yet. Each is kept until it does, under the id it was born with. */

import type { Kept } from "./kept.ts";
import { fields, parsed } from "./wire.ts";

/** sending: on its way; waiting: tried, will be tried again; failed: only the person can try again. */
export type State = "sending" | "waiting" | "failed";

export interface Unsent {
  id: string;
  text: string;
  choice: string | null;
  at: number;
  state: State;
}

const PREFIX = "unsent.";
/** A report that was written so long ago is not sent without the person; milliseconds. */
export const STALE_MS = 12 * 60 * 60 * 1000;
/** So young a message is taken to be on its way, from another tab; milliseconds. */
const FRESH_MS = 10_000;

export class Outbox {
  #kept: Kept;
  #states = new Map<string, State>();

  constructor(kept: Kept) {
    this.#kept = kept;
  }

  /** All messages, the oldest first; written at once by any tab. `now` in milliseconds. */
  all(now: number): Unsent[] {
    return this.#kept
      .names()
      .filter((name) => name.startsWith(PREFIX))
      .flatMap((name) => this.#read(name, now))
      .sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
  }

  /** Keep a message before anything is tried. */
  add(message: Omit<Unsent, "state">): void {
    const { id, text, choice, at } = message;
    this.#kept.set(PREFIX + id, JSON.stringify({ text, choice, at }));
    this.#states.set(id, "sending");
  }

  /** Say how it stands with a message; unknown ids are left alone. */
  mark(id: string, state: State): void {
    this.#states.set(id, state);
  }

  /** The person tries again: it counts as written now, under its own id. */
  renew(message: Unsent, now: number): void {
    this.add({ ...message, at: message.state === "failed" ? now : message.at });
  }

  /** The server has it, or the person does not want it any more. */
  remove(id: string): void {
    this.#kept.remove(PREFIX + id);
    this.#states.delete(id);
  }

  #read(name: string, now: number): Unsent[] {
    const id = name.slice(PREFIX.length);
    const { text, choice, at } = fields(parsed(this.#kept.get(name) ?? ""));
    if (typeof text !== "string" || typeof at !== "number") return [];
    // Of another tab, or of an earlier visit.
    const state = this.#states.get(id) ?? ageState(now - at);
    return [{ id, text, at, choice: typeof choice === "string" ? choice : null, state }];
  }
}

function ageState(ageMs: number): State {
  if (ageMs > STALE_MS) return "failed";
  return ageMs > FRESH_MS ? "waiting" : "sending";
}

/** A new message id: 32 hex digits. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
