/** The channel's requests. Whatever goes wrong comes back as a value; nothing is thrown. */

import type { Unsent } from "./outbox.ts";
import { fields, parsed } from "./wire.ts";

/** A request that takes longer is given up and tried again under the same id; milliseconds. */
export const GIVE_UP_MS = 25_000;

export type Fault =
  | { kind: "unknown" } // the token is worth nothing any more
  | { kind: "refused"; text: string | null } // will not do as it is
  // Gone, too busy or not working; `answered` tells whether anybody is there at all.
  | { kind: "later"; text: string | null; afterMs: number | null; answered: boolean };

export type Outcome<T> = { kind: "done"; value: T } | Fault;

/** Milliseconds that a `Retry-After` header asks for; null without one in seconds. */
export function retryAfter(header: string | null): number | null {
  return header && /^\d{1,5}$/.test(header) ? Number(header) * 1000 : null;
}

/** What an answer that is no success means. */
export function fault(status: number, body: string, after: string | null): Fault {
  const { text } = fields(parsed(body));
  const said = typeof text === "string" ? text : null;
  if (status === 401) return { kind: "unknown" };
  if (status === 429 || status >= 500 || status === 408) {
    return { kind: "later", text: said, afterMs: retryAfter(after), answered: true };
  }
  return { kind: "refused", text: said };
}

async function request<T>(
  method: string,
  path: string,
  token: string | null,
  body: object | null,
  read: (body: unknown) => T | null,
): Promise<Outcome<T>> {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), GIVE_UP_MS);
  try {
    const headers: Record<string, string> = body ? { "Content-Type": "application/json" } : {};
    if (token) headers["Authorization"] = `Bearer ${token}`;
    const answer = await fetch(`/website/${path}`, {
      method,
      headers,
      credentials: "omit",
      cache: "no-store",
      signal: control.signal,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) return fault(answer.status, text, answer.headers.get("Retry-After"));
    const value = read(parsed(text));
    return value === null ? fault(502, "", null) : { kind: "done", value };
  } catch {
    return { kind: "later", text: null, afterMs: null, answered: false };
  } finally {
    clearTimeout(timer);
  }
}

/** Begin a conversation: its token. */
export function begin(): Promise<Outcome<string>> {
  return request("POST", "conversations", null, {}, (body) => {
    const { token } = fields(body);
    return typeof token === "string" ? token : null;
  });
}

/** Hand a message over: the number of its event. The same id again does nothing twice. */
export function send(token: string, message: Unsent): Promise<Outcome<number>> {
  const { id, text, choice } = message;
  return request("POST", "messages", token, choice ? { id, choice } : { id, text }, (body) => {
    const { event } = fields(body);
    return typeof event === "number" ? event : null;
  });
}

/** Delete the conversation on the server. */
export function remove(token: string): Promise<Outcome<true>> {
  return request("DELETE", "conversation", token, null, () => true);
}
