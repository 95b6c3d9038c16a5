/** The messages in their order, with what can be answered to the last of them. */

import { type ChatStrings, TEXT_LANG } from "../../strings.ts";
import type { Conversation } from "../conversation.ts";
import type { Unsent } from "../outbox.ts";
import { type Choice, type StoredEvent } from "../wire.ts";
import { Choices } from "./Choices.tsx";
import { Message } from "./Message.tsx";
import { UnsentMessage } from "./UnsentMessage.tsx";

interface Props {
  conversation: Conversation;
  words: ChatStrings;
  greeting: string;
  say: (text: string, choice?: Choice) => void;
  edit: (message: Unsent) => void;
}

export function Log({ conversation, words, greeting, say, edit }: Props) {
  const { events } = conversation.history;
  const { sent, unsent } = conversation;
  const waiting = [...sent, ...unsent];
  const after = (at: number): string | null =>
    events.slice(at).find((event) => event.from === "person")?.text ?? waiting[0]?.text ?? null;
  const starters = [words.starter1, words.starter2, words.starter3]
    .filter((title) => title.trim())
    .map((title) => ({ id: title, title }));
  return (
    <ol class="log" aria-label={words.log}>
      <li class="said nia">
        <span class="unseen">{words.nia}: </span>
        <div class="text" dir="auto">
          <p>{greeting}</p>
        </div>
      </li>
      {after(0) === null && (
        <Choices
          choices={starters}
          label={words.choices}
          said={null}
          choose={(choice) => say(choice.title)}
        />
      )}
      {events.map((event: StoredEvent, at) => [
        <Message key={event.n} event={event} words={words} />,
        event.choices.length > 0 && (
          <Choices
            key={`choices-${event.n}`}
            choices={event.choices}
            label={words.choices}
            said={after(at + 1)}
            lang={TEXT_LANG}
            choose={(choice) => say(choice.title, choice)}
          />
        ),
      ])}
      {waiting.map((message) => (
        <UnsentMessage
          key={message.id}
          message={message}
          isSent={sent.includes(message)}
          words={words}
          retry={(one) => conversation.retry(one)}
          edit={edit}
        />
      ))}
      {conversation.typing.on && (
        <li class="said nia typing">
          <span class="unseen">{words.typing}</span>
          <span class="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
        </li>
      )}
    </ol>
  );
}
