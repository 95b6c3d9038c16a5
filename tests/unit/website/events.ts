/** Events for the tests. */
import type { StoredEvent } from "../../../bot/website/src/chat/wire.ts";

export function event(n: number, given: Partial<StoredEvent> = {}): StoredEvent {
  const rest = { at: "", id: null, kind: "text", text: `text ${n}`, choices: [], call: null } as const;
  return { n, from: "nia", ...rest, choices: [], ...given };
}
