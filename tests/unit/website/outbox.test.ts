import assert from "node:assert/strict";
import { test } from "node:test";
import { inMemory, inStorage } from "../../../bot/website/src/chat/kept.ts";
import { Outbox, STALE_MS, newId } from "../../../bot/website/src/chat/outbox.ts";

const message = (id: string, at: number) => ({ id, text: `text ${id}`, choice: null, at });

test("what is unsent is there again after a reload, with the id it was born with", () => {
  const kept = inMemory();
  new Outbox(kept).add(message("a", 0));
  const [again] = new Outbox(kept).all(1);
  assert.deepEqual([again?.id, again?.text], ["a", "text a"]);
});

test("messages of two tabs do not overwrite each other and keep their order", () => {
  const kept = inMemory();
  const [one, other] = [new Outbox(kept), new Outbox(kept)];
  one.add(message("b", 2));
  other.add(message("a", 1));
  assert.deepEqual(one.all(3).map((unsent) => unsent.id), ["a", "b"]);
});

test("an old message is not sent without the person, who can send it under the same id", () => {
  const kept = inMemory();
  new Outbox(kept).add(message("a", 0));
  const outbox = new Outbox(kept);
  const [old] = outbox.all(STALE_MS + 1);
  assert.equal(old?.state, "failed");
  outbox.renew(old, STALE_MS + 1);
  assert.deepEqual(outbox.all(STALE_MS + 2).map((one) => [one.id, one.state]), [["a", "sending"]]);
});

test("what was removed is gone, and broken entries are passed over", () => {
  const kept = inMemory();
  const outbox = new Outbox(kept);
  outbox.add(message("a", 0));
  kept.set("unsent.b", "{broken");
  outbox.remove("a");
  assert.deepEqual(outbox.all(0), []);
});

test("ids have 32 hexadecimal digits and differ", () => {
  const ids = new Set(Array.from({ length: 100 }, newId));
  assert.equal(ids.size, 100);
  for (const id of ids) assert.match(id, /^[0-9a-f]{32}$/);
});

test("a storage that refuses to keep loses nothing while the page is open", () => {
  const refusing = {
    getItem: () => null,
    setItem() {
      throw new DOMException("full", "QuotaExceededError");
    },
    removeItem() {},
  };
  const kept = inStorage(refusing as unknown as Storage);
  kept.set("unsent.a", "x");
  assert.equal(kept.get("unsent.a"), "x");
  assert.deepEqual(kept.names().filter((name) => name.startsWith("unsent")), ["unsent.a"]);
});
