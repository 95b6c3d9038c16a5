/** What the browser tells the page: on or off line, looked at or not, changed by another tab. */

import type { Conversation } from "./conversation.ts";

/** A page that nobody looks at keeps its connection so long; browsers allow six of them. */
export const REST_MS = 60_000;

export function followTheWindow(conversation: Conversation, isHere: () => boolean): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isResting = false;
  window.addEventListener("online", () => conversation.again());
  window.addEventListener("offline", () => conversation.again());
  window.addEventListener("storage", () => conversation.elsewhere());
  // A page that comes back from the browser's cache has lost its connection unnoticed.
  window.addEventListener("pageshow", (event) => event.persisted && conversation.again());
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    conversation.here(isHere());
    if (document.visibilityState === "hidden") {
      timer = setTimeout(() => {
        isResting = true;
        conversation.rest();
      }, REST_MS);
    } else if (isResting || !conversation.connected) {
      isResting = false;
      conversation.again();
    }
  });
}
