/** The token of this browser's conversation: one for all tabs, begun with the first message. */

import type { Outcome } from "./api.ts";
import type { Kept } from "./kept.ts";

const NAME = "token";

export class Tokens {
  #kept: Kept;
  #begin: () => Promise<Outcome<string>>;

  constructor(kept: Kept, begin: () => Promise<Outcome<string>>) {
    this.#kept = kept;
    this.#begin = begin;
  }

  get current(): string | null {
    return this.#kept.get(NAME);
  }

  /** The current token, or a new one; two tabs that ask at once get the same. */
  async ensure(): Promise<Outcome<string>> {
    const make = async (): Promise<Outcome<string>> => {
      if (this.current) return { kind: "done", value: this.current };
      const begun = await this.#begin();
      if (begun.kind === "done") this.#kept.set(NAME, begun.value);
      return begun;
    };
    // Not there on pages without TLS and in older browsers; then a race costs one empty conversation.
    const locks = (globalThis.navigator as { locks?: LockManager } | undefined)?.locks;
    return locks ? await locks.request("nia.begin", make) : make();
  }

  /** Forget `token` if it is still the current one. */
  forget(token: string | null): void {
    if (token === this.current) this.#kept.remove(NAME);
  }
}
