/** The page inside the frame of a clinic's page: what it hears from the loader, and what it tells it. */

import type { Look, ToLoader } from "../frame_messages.ts";
import { textOn } from "../contrast.ts";
import { fields } from "./wire.ts";

const LONGEST = 300;

export interface FrameListener {
  look(look: Look): void;
  open(is: boolean): void;
}

export class FrameLink {
  #loader: { post(message: ToLoader): void } | null = null;
  #waiting: ToLoader[] = [{ nia: 1, type: "ready" }];

  /** Listen to the page around, if its origin is this page's own or one of `origins`. */
  constructor(origins: string[], listener: FrameListener) {
    const around = window.parent;
    if (around === window) return;
    const allowed = new Set([location.origin, ...origins]);
    window.addEventListener("message", (event) => {
      if (event.source !== around || !allowed.has(event.origin)) return;
      const message = fields(event.data);
      if (message["nia"] !== 1) return;
      const { origin } = event;
      this.#loader ??= { post: (answer) => around.postMessage(answer, origin) };
      if (message["type"] === "settings") listener.look(asLook(message));
      if (message["type"] === "open") listener.open(message["open"] === true);
      this.#waiting.splice(0).forEach((answer) => this.tell(answer));
    });
  }

  /** Tell the loader; kept until it has spoken first. */
  tell(message: ToLoader): void {
    if (this.#loader) this.#loader.post(message);
    else if (window.parent !== window) this.#waiting.push(message);
  }
}

/** Only words of a sensible length, a real color, a real language. */
export function asLook(message: Record<string, unknown>): Look {
  const words = (name: string): string | undefined => {
    const value = message[name];
    return typeof value === "string" && value ? value.slice(0, LONGEST) : undefined;
  };
  const [color, lang, dir] = [words("color"), words("lang"), words("dir")];
  return {
    name: words("name"),
    greeting: words("greeting"),
    color: textOn(color) ? color : undefined,
    lang: lang && /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(lang) ? lang : undefined,
    dir: dir === "rtl" || dir === "ltr" ? dir : undefined,
  };
}
