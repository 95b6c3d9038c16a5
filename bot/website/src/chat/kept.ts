/** What the page keeps between visits: in the browser's storage, or in memory where that is refused. */

export interface Kept {
  get(name: string): string | null;
  set(name: string, value: string): void;
  remove(name: string): void;
  names(): string[];
}

const PREFIX = "nia.";

/** Keep in memory; gone with the page. */
export function inMemory(): Kept {
  const values = new Map<string, string>();
  return {
    get: (name) => values.get(name) ?? null,
    set: (name, value) => void values.set(name, value),
    remove: (name) => void values.delete(name),
    names: () => [...values.keys()],
  };
}

/** Keep in `storage`, and in memory too, so that a full or refused storage loses nothing now. */
export function inStorage(storage: Storage): Kept {
  const memory = inMemory();
  return {
    get: (name) => storage.getItem(PREFIX + name) ?? memory.get(name),
    set(name, value) {
      memory.remove(name);
      try {
        storage.setItem(PREFIX + name, value);
      } catch {
        memory.set(name, value);
      }
    },
    remove(name) {
      memory.remove(name);
      storage.removeItem(PREFIX + name);
    },
    names() {
      const stored = Object.keys(storage).filter((name) => name.startsWith(PREFIX));
      return [...stored.map((name) => name.slice(PREFIX.length)), ...memory.names()];
    },
  };
}

/** A storage of the browser where the person's settings allow it; `sessionStorage`: for this tab. */
export function browserKept(kind: "localStorage" | "sessionStorage"): Kept {
  try {
    const storage = window[kind];
    storage.setItem(PREFIX + "probe", "");
    storage.removeItem(PREFIX + "probe");
    return inStorage(storage);
  } catch {
    return inMemory();
  }
}
