/**
 * The loader: what a clinic's page gets from its script tag. A button, a panel with the chat in a
 * frame, and the advice with the clinic's number, which stand here and need no server.
 */

import { textOn } from "../contrast.ts";
import type { ToFrame, ToLoader } from "../frame_messages.ts";
import { fill, loaderStrings } from "../strings.ts";
import { element, icon } from "./element.ts";
import css from "./embed.css?inline";

/** A chat that is not there after so long is not waited for; milliseconds. */
const SLOW_MS = 8000;
const TAG = "nia-chat";
const OPENED = "nia.opened";
const BUBBLE = "M3 4h18v13h-8l-6 4v-4H3z";

/** Put the chat on the page around `script`, as its data attributes say. */
function start(script: HTMLScriptElement): void {
  const { dataset: data } = script;
  const { origin } = new URL(script.src);
  const say = (name: keyof typeof loaderStrings, values = {}): string =>
    fill(script.getAttribute(`data-text-${name}`) ?? loaderStrings[name], values);
  const target =
    data.mode === "inline" && attempt(() => document.querySelector(data.target ?? ""));
  const dir = data.dir ?? document.dir;
  const side = data.position ?? (dir === "rtl" ? "left" : "right");
  const title = data.name ? `${say("title")} · ${data.name}` : say("title");

  const badge = element("span", { className: "badge", hidden: true });
  const button = element("button", { className: `open ${side}` }, icon(BUBBLE), say("open"), badge);
  const close = element("button", {}, icon("M5 5l14 14M19 5L5 19"));
  label(close, say("close"));
  const state = element("p", {});
  const again = element("button", { textContent: say("again"), hidden: true });
  const advice = element(
    "div",
    { className: "advice" },
    element("p", { className: "say", textContent: data.advice ?? say("advice") }),
  );
  if (data.phone) {
    const href = `tel:${data.phone.replace(/[a-z].*|[^\d+*#]/gi, "")}`;
    advice.append(element("a", { href, textContent: say("call", { number: data.phone }) }));
  }
  advice.append(state, again);
  const frame = element("iframe", { title: say("frame"), hidden: true });
  // The frame follows the person's choice of light or dark, whatever the page around it does.
  frame.style.colorScheme = "light dark";
  const bar = element("div", { className: "bar" }, title);
  const panel = element(target ? "section" : "dialog", { className: `panel ${side}`, tabIndex: -1 });
  label(panel, title);
  panel.append(bar, advice, frame);
  const host = document.createElement(TAG);
  host.setAttribute("role", "region");
  label(host, title);
  host.lang = data.lang ?? "en";
  host.dir = dir;
  const root = host.attachShadow({ mode: "open" });
  dress(root, css);
  const onColor = textOn(data.color);
  if (data.color && onColor) {
    host.style.setProperty("--act", data.color);
    host.style.setProperty("--on", onColor);
  }

  let isReady = false;
  let timer = 0;
  const dialog = panel as HTMLDialogElement;
  const isOpen = (): boolean => !!target || dialog.hasAttribute("open");

  const tell = (message: ToFrame): void => frame.contentWindow?.postMessage(message, origin);

  /** Load the chat, unless it is there or on its way. */
  const load = (): void => {
    if (frame.src && again.hidden) return;
    again.hidden = true;
    state.textContent = say("loading");
    timer = window.setTimeout(() => {
      advice.setAttribute("role", "alert");
      state.textContent = say("gone");
      again.hidden = false;
    }, SLOW_MS);
    frame.onload = () => tell({ ...data, nia: 1, type: "settings", dir });
    frame.src = `${origin}/chat`;
  };

  const open = (): void => {
    load();
    button.hidden = true;
    // Where it fills the screen, what lies behind it is out of reach of the keyboard too.
    if (matchMedia("(max-width:30em),(max-height:30em)").matches) dialog.showModal?.();
    dialog.setAttribute("open", "");
    panel.focus();
    show();
    attempt(() => (sessionStorage[OPENED] = 1));
  };

  const shut = (): void => {
    dialog.close?.();
    dialog.removeAttribute("open");
    button.hidden = false;
    button.focus();
    if (isReady) tell({ nia: 1, type: "open", open: false });
  };

  /** Let the chat be seen and have the focus, once it is there. */
  const show = (): void => {
    advice.hidden = isReady;
    frame.hidden = !isReady;
    if (!isReady || !isOpen()) return;
    if (root.activeElement && !target) frame.focus();
    tell({ nia: 1, type: "open", open: true });
  };

  button.onclick = open;
  button.onfocus = button.onpointerenter = load;
  close.onclick = shut;
  again.onclick = load;
  addEventListener("message", ({ source, origin: from, data: message }: MessageEvent<ToLoader>) => {
    if (source !== frame.contentWindow || from !== origin || message?.nia !== 1) return;
    if (message.type === "ready") {
      clearTimeout(timer);
      isReady = again.hidden = true;
      show();
    } else if (message.type === "close" && !target) shut();
    else if (message.type === "unread") {
      const count = Math.min(99, message.count) || 0;
      badge.hidden = !count;
      badge.textContent = say("unread", { count });
    }
  });

  if (target) {
    root.append(panel);
    target.append(host);
    load();
    return;
  }
  bar.append(close);
  button.setAttribute("aria-haspopup", "dialog");
  dialog.oncancel = (event) => {
    event.preventDefault();
    shut();
  };
  panel.onkeydown = ({ key }) => {
    if (key === "Escape") shut();
  };
  root.append(button, panel);
  document.body.append(host);
  // Once the clinic's page has all it needs, so that a press later waits for nothing.
  const whenIdle = (): unknown => (window.requestIdleCallback ?? setTimeout)(load);
  // Opened in this tab before: then later words of Nia show on the button.
  if (savesData() && !attempt(() => sessionStorage[OPENED])) return;
  if (document.readyState === "complete") whenIdle();
  else addEventListener("load", whenIdle);
}

/** Whether the person asked the browser to spare their data; not every browser says. */
function savesData(): boolean | undefined {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData;
}

function label(element: Element, words: string): void {
  element.setAttribute("aria-label", words);
}

/** What `read` gives; undefined where the browser refuses it or the clinic mistyped a selector. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Style sheets of a document's own are outside any style policy; older browsers need an element. */
function dress(root: ShadowRoot, style: string): void {
  attempt(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    return (root.adoptedStyleSheets = [sheet]);
  }) ?? root.append(element("style", { textContent: style }));
}

const own = document.currentScript;
if (own instanceof HTMLScriptElement && !document.querySelector(TAG)) start(own);
