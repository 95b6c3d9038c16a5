/**
 * Every word that the widget itself says. A clinic overrides single ones: those of the chat page by
 * `strings` in the server's settings, those of the loader by `data-text-...` on its script tag.
 * What Nia says comes from the server and stands in data/responses.
 */

/** Words of the loader: they must stand without any server. `{number}`, `{count}` are filled in. */
export const loaderStrings = {
  open: "Ask Nia",
  unread: "{count} new",
  title: "Nia",
  close: "Close the chat",
  frame: "Chat with Nia",
  advice: "If you have a fever or another sign of infection, call your doctor right away.",
  call: "Call {number}",
  loading: "The chat is opening…",
  gone: "The chat cannot be reached. Do not wait for it.",
  again: "Try again",
};

/** The language of what Nia says and of the four words that no clinic sets (docs/embedding.md). */
export const TEXT_LANG = "en";

/** Words of the chat page. */
export const chatStrings = {
  lang: "en",
  dir: "ltr",
  title: "Nia",
  log: "Conversation with Nia",
  nia: "Nia",
  person: "You",
  said: "Nia says:",
  greeting: "Hello, I am Nia. What would you like to know about neutropenia?",
  starter1: "What is neutropenia?",
  starter2: "What can cause it?",
  starter3: "When should I call my doctor?",
  privacy: "Privacy notice",
  fever: "Fever or another sign? Call your doctor right away.",
  callNow: "Please call now.",
  advice:
    "If you have a fever or another sign of infection, call your doctor right away. " +
    "I could not work on your message. No one may have seen it.",
  notice: "Nia is a computer program, not a person. Nobody watches this chat.",
  call: "Call {number}",
  message: "Your message",
  send: "Send",
  sending: "Sending…",
  sent: "Sent",
  waiting: "Not sent yet. It is kept here and will be sent.",
  failed: "Not sent.",
  retry: "Try now",
  edit: "Change it",
  choices: "Answers to choose from",
  typing: "Nia is writing",
  lost: "There is no connection right now. Trying again…",
  newer: "New message below",
  remove: "Delete my conversation",
  removeTitle: "Delete this conversation?",
  removeText:
    "Everything written here is deleted. What was sent to your care team stays with them.",
  removeYes: "Delete it",
  removeNo: "Keep it",
  removeFailed: "It could not be deleted now. Please try again later.",
  removed: "Your conversation was deleted.",
  ended: "The earlier conversation has ended. A new one begins here.",
};

export type ChatStrings = typeof chatStrings;

/** `text` with `{name}` replaced by `values.name`. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => `${values[name] ?? whole}`);
}
