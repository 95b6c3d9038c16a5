/** The whole chat page. */

import { useLayoutEffect, useRef } from "preact/hooks";
import type { Look } from "../../frame_messages.ts";
import { TEXT_LANG } from "../../strings.ts";
import type { Announcing } from "../announcing.ts";
import type { Conversation } from "../conversation.ts";
import { urgentCall } from "../history.ts";
import type { Unsent } from "../outbox.ts";
import { type Scrolling, TROUBLE, anchorOf, keyOf } from "../scrolling.ts";
import type { Settings } from "../settings.ts";
import type { Choice } from "../wire.ts";
import { Announcer } from "./Announcer.tsx";
import { Composer, grow } from "./Composer.tsx";
import { Header } from "./Header.tsx";
import { Log } from "./Log.tsx";
import { Removal } from "./Removal.tsx";
import { Trouble } from "./Trouble.tsx";

export interface Props {
  settings: Settings;
  look: Look;
  isFramed: boolean;
  conversation: Conversation;
  announcing: Announcing;
  scrolling: Scrolling;
}

export function App({ settings, look, isFramed, conversation, announcing, scrolling }: Props) {
  const { strings: words } = settings;
  const { events } = conversation.history;
  const { trouble, note } = conversation;
  const input = useRef<HTMLTextAreaElement>(null);
  const waiting = [...conversation.sent, ...conversation.unsent];
  const say = (text: string, choice?: Choice): void => {
    conversation.say(text, choice);
    input.current?.focus({ preventScroll: true });
  };
  const edit = (message: Unsent): void => {
    conversation.drop(message);
    if (!input.current) return;
    input.current.value = message.text;
    grow(input.current);
    input.current.focus();
  };
  useLayoutEffect(() => {
    const newest = waiting[waiting.length - 1] ?? events[events.length - 1];
    const anchor = trouble ? TROUBLE : anchorOf(events, waiting);
    scrolling.drawn(anchor, newest ? keyOf(newest) : null);
  });
  const clinic = look.name ?? settings.clinic;
  return (
    <>
      <Header
        title={clinic ? `${words.title} · ${clinic}` : words.title}
        call={settings.call}
        urgent={urgentCall(events, Date.now())}
        isFramed={isFramed}
        words={words}
      />
      <main aria-label={words.title}>
        <div class="notice">
          <p lang={TEXT_LANG} dir="auto">
            {settings.notice}
          </p>
          {settings.privacyUrl && (
            <a href={settings.privacyUrl} target="_blank" rel="noopener noreferrer">
              {words.privacy}
            </a>
          )}
          {(events.length > 0 || waiting.length > 0) && (
            <Removal
              words={words}
              remove={() => conversation.remove()}
              done={() => input.current?.focus()}
            />
          )}
        </div>
        <Log
          conversation={conversation}
          words={words}
          greeting={look.greeting ?? words.greeting}
          say={say}
          edit={edit}
        />
        <div role="alert">
          {trouble && (
            <Trouble text={trouble.text ?? settings.advice} call={settings.call} words={words} />
          )}
        </div>
        <Announcer said={announcing.said} />
      </main>
      <footer aria-label={words.title}>
        {scrolling.below && (
          <button type="button" class="newer" onClick={() => scrolling.toNewest()}>
            {words.newer} <span aria-hidden="true">↓</span>
          </button>
        )}
        <p class="line">{!conversation.connected ? words.lost : note ? words[note] : ""}</p>
        <Composer words={words} input={input} say={say} />
      </footer>
    </>
  );
}
