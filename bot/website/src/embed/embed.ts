/**
 * The loader: what a clinic's page gets from its script tag. A button, a panel with the chat in a
 * frame, and the advice with the clinic's number, which stand here and need no server.
 */

import { textOn } from "../contrast.ts";
import type { ToFrame, ToLoader } from "../frame_messages.ts";
import { loaderStrings } from "../strings.ts";
import { attempt, dress, savesData } from "./browser.ts";
import { element, icon } from "./element.ts";
import css from "./embed.css?inline";

/** A chat that is not there after so long is not waited for; milliseconds. */
const SLOW_MS = 8000;
const TAG = "nia-chat";
const OPENED = "nia.opened";
declare global {
  interface HTMLElementTagNameMap {
    [TAG]: HTMLElement;
  }
}
const BUBBLE = "M3 4h18v13h-8l-6 4v-4H3z";

/** Put the chat on the page around `script`, as its data attributes say. */
function start(script: HTMLScriptElement): void {
  const { dataset: data } = script;
  const { origin } = new URL(script.src);
  const say = (name: keyof typeof loaderStrings): string =>
    script.getAttribute(`data-text-${name}`) ?? loaderStrings[name];
  const target =
    data.mode === "inline" && attempt(() => document.querySelector(`${data.target}`));
  const dir = data.dir ?? document.dir;
  const side = data.position ?? (dir === "rtl" ? "left" : "");
  const title = data.name ? `${say("title")} · ${data.name}` : say("title");

  const badge = element("span", { className: "badge", hidden: true });
  const button = element("button", { className: `open ${side}` }, icon(BUBBLE), say("open"), badge);
  const close = element("button", {}, icon("M5 5l14 14M19 5L5 19"));
  label(close, say("close"));
  const state = element("p", {}, say("loading"));
  const again = element("button", {}, say("again"));
  const advice = element(
    "div",
    { className: "advice" },
    element("p", {}, element("b", {}, data.advice ?? say("advice"))),
  );
  if (data.phone) {
    const href = `tel:${data.phone.replace(/[a-z].*|[^\d+*#]/gi, "")}`;
    const [before = "", after = ""] = say("call").split("{number}");
    // Among words from right to left its parts would change places.
    const number = element("bdi", { dir: "ltr" }, data.phone);
    advice.append(element("a", { href }, before, number, after));
  }
  advice.append(state);
  // From the first on, so that the one change of it is spoken once, with all that stands in it.
  advice.setAttribute("role", "alert");
  const frame = element("iframe", { title: say("frame"), hidden: true });
  // The frame follows the person's choice of light or dark, whatever the page around it does.
  frame.style.colorScheme = "light dark";
  const bar = element("div", { className: "bar" }, title);
  const panel = element(
    target ? "section" : "dialog",
    { className: `panel ${side}`, tabIndex: -1, hidden: !target },
    bar,
    advice,
    frame,
  );
  label(panel, title);
  const host = element(TAG, { lang: data.lang ?? "en", dir });
  host.setAttribute("role", "region");
  label(host, title);
  const root = host.attachShadow({ mode: "open" });
  dress(root, css);
  // An attribute that is no color leaves the page's own variable as it is.
  if (data.color && CSS.supports("color", data.color)) {
    host.style.setProperty("--nia-color", data.color);
  }

  let isReady = false;
  let timer: ReturnType<typeof setTimeout>;
  let color: string | undefined;
  const dialog = panel as HTMLDialogElement;
  const tell = (message: ToFrame): void => frame.contentWindow!.postMessage(message, origin);

  const tellOpen = (): void => tell({ nia: 1, type: "open", open: !panel.hidden });
  const tellLook = (): void => tell({ ...data, nia: 1, type: "settings", dir, color });

  /** Take on the color that the page wants just now; where it is none, the built-in one stays. */
  const paint = (): void => {
    const wanted = getComputedStyle(host).outlineColor;
    const text = textOn(wanted);
    color = text ? wanted : undefined;
    host.style.setProperty("--act", text && wanted);
    host.style.setProperty("--on", text);
    if (isReady) tellLook();
  };

  /** Load the chat, unless it is there or on its way. */
  const load = (): void => {
    if (again.isConnected) state.textContent = say("loading");
    else if (frame.src) return;
    timer = setTimeout(() => state.replaceChildren(say("gone"), again), SLOW_MS);
    frame.onload = tellLook;
    frame.src = `${origin}/chat`;
  };

  const open = (): void => {
    load();
    button.hidden = true;
    panel.hidden = false;
    // Where it fills the screen, what lies behind it is out of reach of the keyboard too.
    const isSmall = matchMedia("(max-width:30em),(max-height:30em)").matches;
    if (isSmall) attempt(() => dialog.showModal());
    panel.focus();
    show();
    attempt(() => (sessionStorage[OPENED] = 1));
  };

  const shut = (): void => {
    attempt(() => dialog.close());
    panel.hidden = true;
    button.hidden = false;
    button.focus();
    if (isReady) tellOpen();
  };

  /** Let the chat be seen and have the focus, once it is there. */
  const show = (): void => {
    advice.hidden = isReady;
    frame.hidden = !isReady;
    if (!isReady || panel.hidden) return;
    if (root.activeElement && !target) frame.focus();
    tellOpen();
  };

  button.onclick = again.onclick = open;
  button.onfocus = button.onpointerenter = load;
  close.onclick = shut;
  addEventListener("message", ({ source, origin: from, data: message }: MessageEvent<ToLoader>) => {
    if (source !== frame.contentWindow || from !== origin || !message || message.nia !== 1) return;
    if (message.type === "ready") {
      clearTimeout(timer);
      isReady = true;
      again.remove();
      show();
    } else if (message.type === "close" && !target) shut();
    else if (message.type === "unread") {
      const count = Math.min(99, message.count) || 0;
      badge.hidden = !count;
      badge.textContent = say("unread").replace("{count}", `${count}`);
    }
  });

  (target || document.body).append(host);
  // The page's style sheets may come, or its theme change, at any time.
  host.ontransitionend = paint;
  paint();
  if (target) {
    root.append(panel);
    load();
    return;
  }
  bar.append(close);
  button.setAttribute("aria-haspopup", "dialog");
  dialog.oncancel = shut;
  panel.onkeydown = ({ key }) => {
    if (key === "Escape") shut();
  };
  root.append(button, panel);
  // Once the clinic's page has all it needs, so that a press later waits for nothing.
  const whenIdle = (): unknown => (window.requestIdleCallback ?? setTimeout)(load);
  // Opened in this tab before: then later words of Nia show on the button.
  if (savesData() && !attempt(() => sessionStorage[OPENED])) return;
  if (document.readyState === "complete") whenIdle();
  else addEventListener("load", whenIdle);
}

function label(element: Element, words: string): void {
  element.setAttribute("aria-label", words);
}

const own = document.currentScript as HTMLScriptElement | null;
if (own && !document.querySelector(TAG)) start(own);
