/** The conversation on this page: what it holds, and what happens when something is said or comes. */

import * as api from "./api.ts";
import { Attention } from "./attention.ts";
import type { Frame } from "./event_stream.ts";
import { History } from "./history.ts";
import type { Kept } from "./kept.ts";
import { Listening } from "./listening.ts";
import { Outbox, type Unsent, newId } from "./outbox.ts";
import { Patience, type Trouble } from "./patience.ts";
import { Sending } from "./sending.ts";
import type { Note, Shown } from "./shown.ts";
import { Tokens } from "./tokens.ts";
import { Typing } from "./typing.ts";
import { type Choice, type StoredEvent, asEvent, fields, parsed } from "./wire.ts";

export class Conversation {
  readonly history = new History();
  readonly attention: Attention;
  /** Accepted by the server, but not back as events yet. */
  sent: Unsent[] = [];
  readonly typing: Typing;
  connected = true;
  note: Note = null;
  #outbox: Outbox;
  #tokens: Tokens;
  #listening: Listening;
  #sending: Sending;
  #patience: Patience;
  #shown: Shown;
  #followed: string | null = null;

  constructor(kept: Kept, here: boolean, shown: Shown) {
    this.#shown = shown;
    this.attention = new Attention(kept, here);
    this.#outbox = new Outbox(kept);
    this.#tokens = new Tokens(kept, api.begin);
    this.#patience = new Patience(() => shown.changed());
    this.typing = new Typing(() => shown.changed());
    this.#sending = new Sending(this.#outbox, {
      now: Date.now,
      send: api.send,
      token: () => this.#token(),
      sent: (message) => {
        if (!this.history.has(message.id)) this.sent = [...this.sent, message];
        this.#update();
      },
      ended: (token) => this.#end(token, "ended"),
      failed: (fault) => {
        this.#patience.failed("text" in fault ? fault.text : null, fault.kind === "refused");
        this.#update();
      },
      changed: () => this.#update(),
    });
    this.#listening = new Listening({
      last: () => this.history.last,
      frame: (frame) => this.#take(frame),
      connected: (is) => {
        this.connected = is;
        if (!is) this.typing.set(false);
        // What could not be sent is tried as soon as somebody is there again.
        if (is && this.unsent.length) void this.#sending.run();
        this.#update();
      },
      unknown: () => this.#end(this.#followed, "ended"),
    });
  }

  /** What the server does not have, the oldest first. */
  get unsent(): Unsent[] {
    return this.#outbox.all(Date.now());
  }

  /** Set while the person must not wait for an answer here. */
  get trouble(): Trouble | null {
    return this.#patience.trouble;
  }

  /** Pick up the conversation that was begun before, and send what was left unsent. */
  start(): void {
    this.#follow(this.#tokens.current);
    void this.#sending.run();
    this.#update();
  }

  /** Say something in own words, or by a quick reply. */
  say(text: string, choice: Choice | null = null): void {
    this.note = null;
    this.#patience.saidAgain();
    this.#outbox.add({ id: newId(), text, choice: choice?.id ?? null, at: Date.now() });
    void this.#sending.run();
    this.#update();
  }

  /** Try an unsent message again, under the id that it has. */
  retry(message: Unsent): void {
    this.#outbox.renew(message, Date.now());
    void this.#sending.run();
    this.#update();
  }

  /** Take an unsent message back. */
  drop(message: Unsent): void {
    this.#outbox.remove(message.id);
    this.#patience.answered();
    this.#update();
  }

  /** The connection may be there again. */
  again(): void {
    this.#listening.again();
    void this.#sending.run();
  }

  /** Nobody looks: let go of the connection; `again` takes it up. */
  rest(): void {
    this.#listening.rest();
  }

  /** Another tab changed what is kept. That a conversation has ended, the server says itself. */
  elsewhere(): void {
    if (this.#tokens.current) this.#follow(this.#tokens.current);
    this.#update();
  }

  /** The person comes or goes. */
  here(is: boolean): void {
    this.attention.here = is;
    if (is) this.#shown.heard(this.attention.catchUp());
    this.#update();
  }

  /** Delete the conversation here and on the server. Returns whether that was done. */
  async remove(): Promise<boolean> {
    const token = this.#tokens.current;
    const outcome = token ? await api.remove(token) : null;
    if (outcome && outcome.kind !== "done" && outcome.kind !== "unknown") return false;
    this.unsent.forEach((message) => this.#outbox.remove(message.id));
    this.#end(token, "removed");
    return true;
  }

  async #token(): Promise<api.Outcome<string>> {
    const token = await this.#tokens.ensure();
    if (token.kind === "done") this.#follow(token.value);
    return token;
  }

  #follow(token: string | null): void {
    if (this.#followed && token !== this.#followed) this.#clear();
    this.#followed = token;
    this.#listening.follow(token);
  }

  #end(token: string | null, note: Note): void {
    const had = this.history.last > 0 || note === "removed";
    if (token === this.#tokens.current) this.attention.forget();
    this.#tokens.forget(token);
    this.#clear();
    this.#follow(this.#tokens.current);
    if (had) this.note = note;
    this.#update();
  }

  #clear(): void {
    this.history.clear();
    this.attention.clear();
    this.sent = [];
    this.typing.set(false);
    this.#patience.answered();
  }

  #take(frame: Frame): boolean {
    const data = parsed(frame.data);
    const event = frame.event === "message" ? asEvent(data) : null;
    const taken = event && this.history.take(event);
    if (event && taken === "new") this.#came(event);
    if (frame.event === "typing") this.typing.set(fields(data)["on"] === true);
    if (frame.event === "gone") this.#end(this.#followed, "removed");
    this.#update();
    return taken !== "gap";
  }

  #came(event: StoredEvent): void {
    this.sent = this.sent.filter((one) => one.id !== event.id);
    // The server has the message, even if its answer to the page was lost.
    if (event.id) this.#outbox.remove(event.id);
    if (event.from === "person") return;
    this.typing.set(false);
    this.#patience.answered();
    this.#shown.heard(this.attention.take(event));
  }

  #update(): void {
    const open = this.unsent.some((one) => one.state !== "failed");
    this.#patience.owed(open || this.sent.length > 0 || this.history.owesAnswer);
    this.#shown.changed();
  }
}
