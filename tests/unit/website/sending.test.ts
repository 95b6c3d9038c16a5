import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { Fault, Outcome } from "../../../bot/website/src/chat/api.ts";
import { fault, retryAfter } from "../../../bot/website/src/chat/api.ts";
import { delay, LONGEST_MS } from "../../../bot/website/src/chat/backoff.ts";
import { inMemory } from "../../../bot/website/src/chat/kept.ts";
import { Outbox, type Unsent } from "../../../bot/website/src/chat/outbox.ts";
import { Sending } from "../../../bot/website/src/chat/sending.ts";

const GONE: Fault = { kind: "later", text: null, afterMs: null, answered: false };
const BUSY: Fault = { kind: "later", text: "call", afterMs: 5000, answered: true };

/** A sender whose server answers as `answers` says, in turn, and then takes everything. */
function prepared(answers: Outcome<number>[]) {
  const outbox = new Outbox(inMemory());
  const seen = { tried: [] as string[], sent: [] as string[], ended: 0, faults: [] as Fault[] };
  const sending = new Sending(outbox, {
    now: () => 10,
    token: async () => ({ kind: "done", value: `token ${seen.ended}` }),
    async send(token, message: Unsent) {
      seen.tried.push(`${token}: ${message.text}${message.choice ? ` (${message.choice})` : ""}`);
      return answers.shift() ?? { kind: "done", value: 1 };
    },
    sent: (message) => void seen.sent.push(message.id),
    ended: () => void (seen.ended += 1),
    failed: (one) => void seen.faults.push(one),
    changed() {},
  });
  const say = (id: string, at: number, choice: string | null = null) =>
    outbox.add({ id, text: id, choice, at });
  return { outbox, seen, sending, say };
}

test("messages are handed over one after the other, the oldest first", async () => {
  const { outbox, seen, sending, say } = prepared([]);
  say("b", 2);
  say("a", 1);
  await Promise.all([sending.run(), sending.run()]);
  assert.deepEqual(seen.tried, ["token 0: a", "token 0: b"]);
  assert.deepEqual(outbox.all(10), []);
});

test("without a server nothing is lost, and all is tried again by itself in the same order", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { outbox, seen, sending, say } = prepared([GONE]);
  say("a", 1);
  say("b", 2);
  await sending.run();
  assert.deepEqual(seen.tried, ["token 0: a"]);
  assert.deepEqual(outbox.all(10).map((one) => one.state), ["waiting", "sending"]);
  mock.timers.tick(1000);
  mock.timers.reset();
  await new Promise((done) => setTimeout(done));
  assert.deepEqual(seen.sent, ["a", "b"]);
});

test("a busy server is still told the next message, which may be a report", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { outbox, seen, sending, say } = prepared([BUSY]);
  say("a question", 1);
  say("a fever", 2);
  await sending.run();
  mock.timers.reset();
  assert.deepEqual(seen.sent, ["a fever"]);
  assert.deepEqual(outbox.all(10).map((one) => [one.id, one.state]), [["a question", "waiting"]]);
});

test("a conversation that has ended is followed by a new one, to which the message goes", async () => {
  const { seen, sending, say } = prepared([{ kind: "unknown" }]);
  say("Yes", 1, "choice-7");
  await sending.run();
  assert.deepEqual(seen.tried, ["token 0: Yes (choice-7)", "token 1: Yes"]);
  assert.deepEqual(seen.sent, ["Yes"]);
});

test("what the server refuses is kept for the person to change, and holds up nothing", async () => {
  const { outbox, seen, sending, say } = prepared([{ kind: "refused", text: "too long" }]);
  say("a", 1);
  say("b", 2);
  await sending.run();
  assert.deepEqual(seen.sent, ["b"]);
  assert.deepEqual(outbox.all(10).map((one) => [one.id, one.state]), [["a", "failed"]]);
});

test("answers of the server are told apart", () => {
  const body = JSON.stringify({ error: "x", text: "Call." });
  assert.deepEqual(fault(401, body, null), { kind: "unknown" });
  assert.deepEqual(fault(413, body, null), { kind: "refused", text: "Call." });
  assert.deepEqual(fault(429, body, "20"), {
    kind: "later", text: "Call.", afterMs: 20_000, answered: true,
  });
  assert.deepEqual(fault(502, "<html>", null), {
    kind: "later", text: null, afterMs: null, answered: true,
  });
  assert.equal(retryAfter("Wed, 21 Oct 2026 07:28:00 GMT"), null);
});

test("waits grow up to a limit and are spread", () => {
  assert.equal(delay(0, 1), 1000);
  assert.equal(delay(0, 0), 500);
  assert.equal(delay(99, 1), LONGEST_MS);
});
