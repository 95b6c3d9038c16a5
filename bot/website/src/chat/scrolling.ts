/** Where the page stands: what has to be read stays in view until the person scrolls themselves. */

import type { StoredEvent } from "./wire.ts";
import type { Unsent } from "./outbox.ts";

/** So far from the end still counts as the end; pixels. */
const NEAR = 60;
const GAP = 10;
/** Name of the card that stands in for an answer. */
export const TROUBLE = "trouble";

/** Name of a message on the page; the same before and after the server has it. */
export function keyOf(message: StoredEvent | Unsent): string {
  if (!("n" in message)) return `p-${message.id}`;
  return message.from === "person" && message.id ? `p-${message.id}` : `n-${message.n}`;
}

/**
 * The message to keep in view: what the person said last, so that the answer is read from its
 * beginning, or the first urgent message after it, which what follows must not push away.
 */
export function anchorOf(events: StoredEvent[], unsent: Unsent[]): string | null {
  const own = unsent[unsent.length - 1];
  if (own) return keyOf(own);
  const last = events.map((event) => event.from).lastIndexOf("person");
  const urgent = events.slice(last + 1).find((event) => event.kind === "urgent");
  const kept = urgent ?? events[last];
  return kept ? keyOf(kept) : null;
}

export class Scrolling {
  /** Something new stands below what can be seen. */
  below = false;
  #changed: () => void;
  #anchor: string | null = null;
  #newest: string | null = null;
  #moved = false;
  #expected = 0;
  #atEnd = true;

  constructor(changed: () => void) {
    this.#changed = changed;
    window.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    window.addEventListener("resize", () => this.#moved || this.#to(this.#anchor));
  }

  /** The page was drawn anew, with `newest` as its last message. */
  drawn(anchor: string | null, newest: string | null): void {
    const isNew = newest !== this.#newest;
    this.#newest = newest;
    if (anchor !== this.#anchor) this.#moved = false;
    this.#anchor = anchor;
    if (!this.#moved) this.#to(anchor);
    else if (isNew && this.#atEnd) this.#to(newest);
    if (isNew) this.#look();
  }

  /** The person wants to see what is new. */
  toNewest(): void {
    this.#moved = true;
    this.#to(this.#newest);
    this.#look();
  }

  get #end(): number {
    return document.documentElement.scrollHeight - window.innerHeight;
  }

  #to(key: string | null): void {
    const element = key && document.getElementById(key);
    if (!element) return;
    const top = element.getBoundingClientRect().top + window.scrollY - cover("header") - GAP;
    this.#expected = Math.max(0, Math.min(top, this.#end));
    window.scrollTo(0, this.#expected);
    this.#atEnd = this.#end - this.#expected < NEAR;
  }

  #scrolled(): void {
    this.#atEnd = this.#end - window.scrollY < NEAR;
    const by = window.scrollY - this.#expected;
    // Upwards to the end it may also be the page that became shorter.
    if (by > 4 || (by < -4 && !this.#atEnd)) this.#moved = true;
    this.#look();
  }

  #look(): void {
    // Its quick replies are part of what is new.
    const element = document.querySelector(".log > :last-child");
    const edge = window.innerHeight - cover("footer");
    const below = !!element && !!this.#newest && element.getBoundingClientRect().top > edge - GAP;
    if (below === this.below) return;
    this.below = below;
    this.#changed();
  }
}

/** How much of the window a bar that stays in view covers; none where it scrolls along. */
function cover(name: "header" | "footer"): number {
  const bar = document.querySelector<HTMLElement>(name);
  return bar && getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
}
