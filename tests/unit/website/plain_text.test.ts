import assert from "node:assert/strict";
import { test } from "node:test";
import { blocks, parts } from "../../../bot/website/src/chat/plain_text.ts";

test("lines that begin with a dash are a list, between the lines around it", () => {
  assert.deepEqual(blocks("Causes:\n- one\n- two\nAsk me more."), [
    { kind: "lines", rows: [["Causes:"]] },
    { kind: "list", rows: [["one"], ["two"]] },
    { kind: "lines", rows: [["Ask me more."]] },
  ]);
});

test("an empty line begins a new paragraph, a single line end does not", () => {
  assert.deepEqual(blocks("one\ntwo\n\nthree"), [
    { kind: "lines", rows: [["one"], ["two"]] },
    { kind: "lines", rows: [["three"]] },
  ]);
});

test("an address is a link, without the mark that ends its sentence", () => {
  assert.deepEqual(parts("See https://a.example/x?y=1, or (https://b.example/)."), [
    "See ",
    { href: "https://a.example/x?y=1" },
    ", or (",
    { href: "https://b.example/" },
    ").",
  ]);
});

for (const text of ["javascript:alert(1)", "http://a.example", "https://", "data:text/html,x"]) {
  test(`no link is made of ${text}`, () => {
    assert.deepEqual(parts(text), [text]);
  });
}

test("markup stays text", () => {
  const text = "<img src=x onerror=alert(1)> <a href='https://a.example/'>x</a>";
  const words = parts(text);
  assert.equal(words.map((part) => (typeof part === "string" ? part : part.href)).join(""), text);
});
