/** Follows the server's events: resumes where it stopped, and comes back whatever breaks off. */

import { delay } from "./backoff.ts";
import { type Frame, FrameReader } from "./event_stream.ts";

/** A stream without even a heartbeat for so long is dead; milliseconds. */
export const SILENT_MS = 40_000;

export interface Listener {
  /** Number of the last event that is here. */
  last(): number;
  /** A frame came; false when the stream has to begin again at `last`. */
  frame(frame: Frame): boolean;
  /** The stream is open, or was lost. */
  connected(is: boolean): void;
  /** The server does not know the token any more. */
  unknown(): void;
}

export class Listening {
  #listener: Listener;
  #token: string | null = null;
  #control: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  /** Follow the conversation of `token`; null ends listening. */
  follow(token: string | null): void {
    if (token === this.#token && this.#control) return;
    this.#token = token;
    this.#attempt = 0;
    this.again();
  }

  /** Connect anew at once. */
  again(): void {
    clearTimeout(this.#timer);
    this.#control?.abort();
    this.#control = null;
    if (this.#token) void this.#run(this.#token, (this.#control = new AbortController()));
  }

  /** Let go of the connection until `again` or `follow`. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#control?.abort();
    this.#control = null;
  }

  async #run(token: string, control: AbortController): Promise<void> {
    try {
      const last = this.#listener.last();
      const headers: Record<string, string> = { Authorization: `Bearer ${token}` };
      if (last) headers["Last-Event-ID"] = `${last}`;
      this.#watch(control);
      const answer = await fetch("/website/events", {
        headers,
        credentials: "omit",
        cache: "no-store",
        signal: control.signal,
      });
      if (control.signal.aborted) return;
      if (answer.status === 401) return this.#listener.unknown();
      if (answer.ok && answer.body) await this.#read(answer.body.getReader(), control);
    } catch {
      // Broken off, refused or given up: all the same, it is tried again below.
    }
    if (this.#control !== control) return;
    this.#listener.connected(false);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.again(), delay(this.#attempt++, Math.random()));
  }

  async #read(
    reader: ReadableStreamDefaultReader<Uint8Array>,
    control: AbortController,
  ): Promise<void> {
    const frames = new FrameReader();
    const decoder = new TextDecoder();
    this.#listener.connected(true);
    for (;;) {
      this.#watch(control);
      const { done, value } = await reader.read();
      if (done || control.signal.aborted) return;
      this.#attempt = 0;
      for (const frame of frames.feed(decoder.decode(value, { stream: true }))) {
        if (control.signal.aborted) return;
        if (!this.#listener.frame(frame)) return control.abort();
      }
    }
  }

  #watch(control: AbortController): void {
    if (this.#control !== control) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => control.abort(), SILENT_MS);
  }
}
