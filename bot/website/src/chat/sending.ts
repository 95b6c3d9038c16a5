/** Hands what is unsent to the server, the oldest first, again and again until it has it. */

import type { Fault, Outcome } from "./api.ts";
import { delay } from "./backoff.ts";
import type { Outbox, Unsent } from "./outbox.ts";

export interface Sender {
  /** The token to send with; begins a conversation where there is none. */
  token(): Promise<Outcome<string>>;
  send(token: string, message: Unsent): Promise<Outcome<number>>;
  /** The server has it, as the event of this number. */
  sent(message: Unsent, event: number): void;
  /** The conversation is over; a new one takes the message. */
  ended(token: string): void;
  /** A try failed. */
  failed(fault: Fault): void;
  /** The state of a message changed. */
  changed(): void;
  now(): number;
}

export class Sending {
  #outbox: Outbox;
  #sender: Sender;
  #busy = false;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(outbox: Outbox, sender: Sender) {
    this.#outbox = outbox;
    this.#sender = sender;
  }

  /** Try now. While a round is running nothing happens: it takes new messages along. */
  async run(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    clearTimeout(this.#timer);
    try {
      const wait = await this.#round();
      if (wait !== null) this.#timer = setTimeout(() => void this.run(), wait);
    } finally {
      this.#busy = false;
    }
  }

  /** One try for each message. Returns milliseconds until the next round, null when all are sent. */
  async #round(): Promise<number | null> {
    const tried = new Set<string>();
    let wait: number | null = null;
    for (let message = this.#next(tried); message; message = this.#next(tried)) {
      const outcome = await this.#offer(message);
      if (outcome.kind === "done") {
        this.#attempt = 0;
        this.#outbox.remove(message.id);
        this.#sender.sent(message, outcome.value);
        continue;
      }
      tried.add(message.id);
      this.#outbox.mark(message.id, outcome.kind === "refused" ? "failed" : "waiting");
      this.#sender.failed(outcome);
      if (outcome.kind !== "later") continue;
      wait = Math.max(wait ?? 0, outcome.afterMs ?? delay(this.#attempt, Math.random()));
      // A busy server takes a report all the same, so the next message gets its try.
      if (!outcome.answered) break;
    }
    if (wait !== null) this.#attempt += 1;
    return wait;
  }

  #next(tried: Set<string>): Unsent | undefined {
    const unsent = this.#outbox.all(this.#sender.now());
    return unsent.find((one) => one.state !== "failed" && !tried.has(one.id));
  }

  async #offer(message: Unsent): Promise<Outcome<number>> {
    this.#outbox.mark(message.id, "sending");
    this.#sender.changed();
    let last: Outcome<number> = { kind: "later", text: null, afterMs: null, answered: true };
    // Once in the conversation that is there, and once more in a new one where that has ended.
    for (const round of [0, 1]) {
      const token = await this.#sender.token();
      if (token.kind !== "done") return token;
      // A quick reply belongs to its conversation; in a new one its words are sent.
      last = await this.#sender.send(token.value, round ? { ...message, choice: null } : message);
      if (last.kind !== "unknown") return last;
      this.#sender.ended(token.value);
    }
    return { kind: "later", text: null, afterMs: null, answered: true };
  }
}
