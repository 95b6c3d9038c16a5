/** The words in the live regions: put there once, taken out before they are met a second time. */

/** Long enough for every screen reader to notice them; milliseconds. */
const STAY_MS = 5000;

export interface Said {
  key: number;
  text: string;
  isUrgent: boolean;
}

export class Announcing {
  said: Said[] = [];
  #count = 0;
  #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Have a text read out. */
  say(text: string, isUrgent: boolean): void {
    const one = { key: (this.#count += 1), text, isUrgent };
    this.said = [...this.said, one];
    this.#changed();
    setTimeout(() => {
      this.said = this.said.filter((other) => other !== one);
      this.#changed();
    }, STAY_MS);
  }
}
