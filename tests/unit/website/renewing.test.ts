import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Renewing, STALE_MS } from "../../../bot/website/src/chat/renewing.ts";

const json = (number: string, greeting = "Hello"): string =>
  JSON.stringify({
    clinic: "Oak",
    call: { number, href: `tel:${number.replace("-", "")}` },
    advice: "Please call your doctor.",
    strings: { greeting },
  });
const page = (block: string): string =>
  `<html><script type="application/json" id="nia-settings">${block}</script><p>chat</p></html>`;

/** A page that came with the daytime number, and a server that answers as `answers` says, in turn. */
function prepared(answers: (() => Promise<Response>)[]) {
  mock.timers.enable({ apis: ["Date"] });
  const seen = { fetched: 0, changed: 0 };
  mock.method(globalThis, "fetch", () => {
    seen.fetched += 1;
    const answer = answers.shift();
    return answer ? answer() : Promise.reject(new TypeError("gone"));
  });
  const renewing = new Renewing(json("555-0100"), () => void (seen.changed += 1));
  const number = () => renewing.settings.call?.number;
  return { renewing, seen, number };
}

const answered = (body: string, status = 200) => async () => new Response(body, { status });

test.afterEach(() => mock.reset());

test("a page that was read just now is not read again", async () => {
  const { renewing, seen } = prepared([answered(page(json("555-0199")))]);
  mock.timers.tick(STALE_MS - 1);
  await renewing.look();
  assert.deepEqual(seen, { fetched: 0, changed: 0 });
});

test("who looks later sees the number of this hour, and the words that stood there", async () => {
  const { renewing, seen, number } = prepared([answered(page(json("555-0199", "Other")))]);
  mock.timers.tick(STALE_MS);
  await Promise.all([renewing.look(), renewing.look()]);
  assert.equal(number(), "555-0199");
  assert.equal(renewing.settings.strings.greeting, "Hello");
  assert.equal(renewing.settings.clinic, "Oak");
  assert.deepEqual(seen, { fetched: 1, changed: 1 });
});

test("where nothing can be read the number stays, and it is tried at the next look", async () => {
  const plain = "<h1>The chat is not here just now</h1>";
  const failing = [() => Promise.reject(new TypeError()), answered("", 503), answered(plain)];
  const { renewing, seen, number } = prepared([...failing, answered(page(json("555-0199")))]);
  mock.timers.tick(STALE_MS);
  for (const _ of failing) {
    await renewing.look();
    assert.equal(number(), "555-0100");
  }
  await renewing.look();
  assert.equal(number(), "555-0199");
  assert.deepEqual(seen, { fetched: 4, changed: 1 });
});

test("broken settings take nothing away", async () => {
  const broken = ["{", "{}", "null", ""];
  const { renewing, seen, number } = prepared(broken.map((block) => answered(page(block))));
  mock.timers.tick(STALE_MS);
  for (const _ of broken) await renewing.look();
  assert.equal(number(), "555-0100");
  assert.deepEqual(seen, { fetched: broken.length, changed: 0 });
});
