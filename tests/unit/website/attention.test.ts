import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Announcing } from "../../../bot/website/src/chat/announcing.ts";
import { Attention } from "../../../bot/website/src/chat/attention.ts";
import { inMemory } from "../../../bot/website/src/chat/kept.ts";
import { Patience, SLOW_MS } from "../../../bot/website/src/chat/patience.ts";
import { event } from "./events.ts";

const numbers = (events: { n: number }[]) => events.map((one) => one.n);

test("the history is not read out again after a reload, what is new is", () => {
  const kept = inMemory();
  const before = new Attention(kept, true);
  assert.deepEqual(numbers(before.take(event(1))), [1]);
  const after = new Attention(kept, true);
  assert.deepEqual([event(1), event(2)].flatMap((one) => numbers(after.take(one))), [2]);
});

test("the person's own words are not read out", () => {
  assert.deepEqual(new Attention(inMemory(), true).take(event(1, { from: "person" })), []);
});

test("what comes while the chat is closed counts as unread, and is read out once it is open", () => {
  const attention = new Attention(inMemory(), false);
  attention.take(event(1));
  attention.take(event(2));
  assert.equal(attention.unread, 2);
  attention.here = true;
  assert.deepEqual(numbers(attention.catchUp()), [1, 2]);
  assert.equal(attention.unread, 0);
  assert.deepEqual(attention.catchUp(), []);
});

test("what is read out leaves the live region again", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const announcing = new Announcing(() => {});
  announcing.say("Call.", true);
  assert.deepEqual(announcing.said.map((one) => [one.text, one.isUrgent]), [["Call.", true]]);
  mock.timers.runAll();
  mock.timers.reset();
  assert.deepEqual(announcing.said, []);
});

test("after eight seconds without an answer the advice is shown, until the answer comes", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let drawn = 0;
  const patience = new Patience(() => (drawn += 1));
  patience.owed(true);
  mock.timers.tick(SLOW_MS - 1);
  patience.owed(true);
  assert.equal(patience.trouble, null);
  mock.timers.tick(1);
  assert.deepEqual([patience.trouble, drawn], [{ text: null }, 1]);
  patience.owed(false);
  assert.equal(patience.trouble, null);
  mock.timers.reset();
});

test("an error shows the advice at once, with the words of the server where it has any", () => {
  const patience = new Patience(() => {});
  patience.failed(null, false);
  assert.deepEqual(patience.trouble, { text: null });
  patience.failed("Call 555-0100.", false);
  assert.deepEqual(patience.trouble, { text: "Call 555-0100." });
  patience.answered();
  assert.equal(patience.trouble, null);
});

test("what was refused stays said, although no answer is owed", () => {
  const patience = new Patience(() => {});
  patience.failed("Too long. Call.", true);
  patience.owed(false);
  assert.deepEqual(patience.trouble, { text: "Too long. Call." });
});

test("the advice stays while the person goes on writing and nothing is answered", () => {
  const patience = new Patience(() => {});
  patience.failed("Call 555-0100.", false);
  patience.saidAgain();
  assert.deepEqual(patience.trouble, { text: "Call 555-0100." });
  patience.failed("Too long. Call.", true);
  patience.saidAgain();
  assert.equal(patience.trouble, null);
});
