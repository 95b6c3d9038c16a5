/** The channel's events as they come over the wire, taken only when they have the agreed shape. */

export interface Call {
  number: string;
  href: string;
}

export interface Choice {
  id: string;
  title: string;
}

/** An event that the server stores; `n` counts 1, 2, 3 … in a conversation. */
export interface StoredEvent {
  n: number;
  at: string;
  from: "person" | "nia";
  id: string | null;
  kind: "text" | "urgent";
  text: string;
  choices: Choice[];
  call: Call | null;
}

type Fields = Record<string, unknown>;

/** The fields of an object that came as JSON; none for anything else. */
export function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

/** The value of JSON, undefined where it is none. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

/** A number to call; null when it is none or its address is no telephone number. */
export function asCall(value: unknown): Call | null {
  const { number, href } = fields(value);
  if (typeof number !== "string" || typeof href !== "string") return null;
  return /^tel:[+*#0-9]+(;ext=[0-9]+)?$/.test(href) ? { number, href } : null;
}

function asChoice(value: unknown): Choice[] {
  const { id, title } = fields(value);
  return typeof id === "string" && typeof title === "string" ? [{ id, title }] : [];
}

/** A stored event, or null when it is not one. */
export function asEvent(value: unknown): StoredEvent | null {
  const { n, at, from, id, kind, text, choices, call } = fields(value);
  if (typeof n !== "number" || !Number.isInteger(n) || n < 1 || typeof text !== "string") return null;
  return {
    n,
    at: typeof at === "string" ? at : "",
    from: from === "person" ? "person" : "nia",
    id: typeof id === "string" ? id : null,
    kind: kind === "urgent" ? "urgent" : "text",
    text,
    choices: Array.isArray(choices) ? choices.flatMap(asChoice) : [],
    call: asCall(call),
  };
}
