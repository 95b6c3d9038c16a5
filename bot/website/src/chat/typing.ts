/** Whether Nia is writing just now. */

/** An indicator that nobody takes back goes by itself; milliseconds. */
const LONGEST_MS = 60_000;

export class Typing {
  on = false;
  #changed: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  set(on: boolean): void {
    clearTimeout(this.#timer);
    this.on = on;
    if (!on) return;
    this.#timer = setTimeout(() => {
      this.on = false;
      this.#changed();
    }, LONGEST_MS);
  }
}
