/** Starts the chat page: reads its settings, shows the conversation, listens to the page around it. */

import { render } from "preact";
import { textOn } from "../contrast.ts";
import type { Look } from "../frame_messages.ts";
import { fill } from "../strings.ts";
import { Announcing } from "./announcing.ts";
import "./chat.css";
import { Conversation } from "./conversation.ts";
import { FrameLink } from "./frame.ts";
import { browserKept } from "./kept.ts";
import { Renewing } from "./renewing.ts";
import { Scrolling } from "./scrolling.ts";
import type { Note } from "./shown.ts";
import { followTheWindow } from "./window_events.ts";
import { App } from "./view/App.tsx";
import type { StoredEvent } from "./wire.ts";

const OPENED = "opened";
const renewing = new Renewing(document.getElementById("nia-settings")?.textContent ?? "", draw);
const { strings: words, clinic, origins } = renewing.settings;
const isFramed = window.parent !== window;
const root = document.documentElement;
const place = document.getElementById("app") ?? document.body;
let look: Look = {};
const thisTab = browserKept("sessionStorage");
let isOpen = !isFramed;
let isListening = false;
let isDrawing = false;

function draw(): void {
  if (isDrawing) return;
  isDrawing = true;
  queueMicrotask(() => {
    isDrawing = false;
    const { note } = conversation;
    const { unread } = conversation.attention;
    if (unread !== told.unread) link.tell({ nia: 1, type: "unread", count: unread });
    if (note && note !== told.note) announcing.say(words[note], false);
    told = { unread, note };
    const { settings } = renewing;
    render(<App {...{ settings, look, isFramed, conversation, announcing, scrolling }} />, place);
  });
}

function readOut(events: StoredEvent[]): void {
  for (const { kind, text, call } of events) {
    const number = call ? ` ${fill(words.call, { number: call.number })}` : "";
    announcing.say(`${words.said} ${text}${number}`, kind === "urgent");
  }
}

function dress(wanted: Look): void {
  look = wanted;
  root.lang = look.lang ?? words.lang;
  root.dir = look.dir ?? words.dir;
  const text = textOn(look.color);
  root.style.setProperty("--act", text && `${look.color}`);
  root.style.setProperty("--on-act", text);
  draw();
}

function isHere(): boolean {
  return isOpen && document.visibilityState === "visible";
}

function renew(): void {
  if (isHere()) void renewing.look();
}

/**
 * Speak with the server from here on. The loader loads the page before anybody opens it: until then
 * nothing is begun, sent or listened to. Opened in this tab before, it counts what is unread.
 */
function listen(): void {
  if (isListening) return;
  isListening = true;
  thisTab.set(OPENED, "1");
  followTheWindow(conversation, isHere);
  conversation.start();
}

/** On a touch screen the keyboard would cover the page, so only the reading place moves there. */
function takeFocus(): void {
  const isTouch = window.matchMedia("(pointer: coarse)").matches;
  document.querySelector<HTMLElement>(isTouch ? "h1" : "#message")?.focus({ preventScroll: true });
}

let told: { unread: number; note: Note } = { unread: 0, note: null };
const announcing = new Announcing(draw);
const scrolling = new Scrolling(draw);
const conversation = new Conversation(browserKept("localStorage"), isHere(), { changed: draw, heard: readOut });
const link = new FrameLink(origins, {
  look: dress,
  open(is) {
    isOpen = is;
    conversation.here(isHere());
    if (!is) return;
    renew();
    listen();
    takeFocus();
  },
});
document.addEventListener("keydown", (event) => {
  // A dialog of the page itself closes by itself.
  const isOwn = document.querySelector("dialog[open]");
  if (event.key === "Escape" && isFramed && !isOwn) link.tell({ nia: 1, type: "close" });
});
document.addEventListener("visibilitychange", renew);
place.replaceChildren();
document.title = clinic ? `${words.title} · ${clinic}` : words.title;
root.classList.toggle("framed", isFramed);
dress({});
if (isOpen || thisTab.get(OPENED)) listen();
