/** When the person is told to call instead of waiting: an error at once, silence after eight seconds. */

export const SLOW_MS = 8000;

/** `text` is what the server said, null where it said nothing. */
export interface Trouble {
  text: string | null;
}

export class Patience {
  trouble: Trouble | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting = false;
  #stays = false;
  #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Whether anything is owed to the person: a message not sent, or not answered. */
  owed(is: boolean): void {
    if (is && !this.#waiting) this.#wait();
    if (!is) {
      clearTimeout(this.#timer);
      if (!this.#stays) this.trouble = null;
    }
    this.#waiting = is;
  }

  /** An answer came: what else is owed gets its time anew. */
  answered(): void {
    this.#stays = false;
    this.trouble = null;
    this.#waiting = false;
  }

  /** The person says something else: what was refused before has been read. */
  saidAgain(): void {
    if (this.#stays) this.answered();
  }

  /** A try failed. What was refused stays until the person says something else. */
  failed(text: string | null, stays: boolean): void {
    this.#stays = stays;
    this.trouble = { text: text ?? this.trouble?.text ?? null };
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.trouble ??= { text: null };
      this.#changed();
    }, SLOW_MS);
  }
}
