import assert from "node:assert/strict";
import { test } from "node:test";
import { History, urgentCall } from "../../../bot/website/src/chat/history.ts";
import { anchorOf } from "../../../bot/website/src/chat/scrolling.ts";
import { event } from "./events.ts";

test("an event is taken once, whatever comes again after a lost connection", () => {
  const history = new History();
  assert.deepEqual([1, 2, 1, 2, 3].map((n) => history.take(event(n))), [
    "new", "new", "known", "known", "new",
  ]);
  assert.deepEqual(history.events.map((one) => one.n), [1, 2, 3]);
});

test("an event after a gap is not taken, so that the missing one is asked for", () => {
  const history = new History();
  history.take(event(1));
  assert.equal(history.take(event(3)), "gap");
  assert.equal(history.last, 1);
});

test("an answer is owed while the person spoke last", () => {
  const history = new History();
  history.take(event(1, { from: "person", id: "a" }));
  assert.equal(history.owesAnswer, true);
  assert.equal(history.has("a"), true);
  history.take(event(2));
  assert.equal(history.owesAnswer, false);
});

test("what the person said last is kept in view, to read the answer from its beginning", () => {
  const events = [event(1, { from: "person", id: "a" }), event(2), event(3)];
  assert.equal(anchorOf(events, []), "p-a");
});

test("an urgent message is kept in view whatever follows it, until the person says something", () => {
  const events = [event(1, { from: "person", id: "a" }), event(2, { kind: "urgent" }), event(3)];
  assert.equal(anchorOf(events, []), "n-2");
  const unsent = { id: "b", text: "x", choice: null, at: 0, state: "sending" } as const;
  assert.equal(anchorOf(events, [unsent]), "p-b");
});

test("the number of an urgent message stays in view for a day, an emergency number too", () => {
  const call = { number: "911", href: "tel:911" };
  const at = "2026-01-31T10:00:00.000Z";
  const events = [event(1, { kind: "urgent", at, call }), event(2, { at })];
  assert.deepEqual(urgentCall(events, Date.parse(at) + 60_000), call);
  assert.equal(urgentCall(events, Date.parse(at) + 25 * 3_600_000), null);
  assert.equal(urgentCall([], Date.parse(at)), null);
});
