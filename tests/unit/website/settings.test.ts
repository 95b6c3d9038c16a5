import assert from "node:assert/strict";
import { test } from "node:test";
import { asLook } from "../../../bot/website/src/chat/frame.ts";
import { readSettings } from "../../../bot/website/src/chat/settings.ts";
import { asCall, asEvent } from "../../../bot/website/src/chat/wire.ts";
import { textOn } from "../../../bot/website/src/contrast.ts";
import { chatStrings, fill, loaderStrings } from "../../../bot/website/src/strings.ts";

/** Of three parts from 0 to 255, exactly as WCAG 2.2 defines it. */
function luminance(parts: number[]): number {
  const [red = 0, green = 0, blue = 0] = parts
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function onto(parts: number[]): number {
  const text = textOn(`rgb(${parts.join(", ")})`);
  const [one, other] = [luminance(parts), text === "#fff" ? 1 : 0];
  assert.match(`${text}`, /^#(fff|000)$/);
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

test("on every color of a clinic the text reaches 4.5:1", () => {
  for (let value = 0; value < 0x1000000; value += 0x1f3) {
    const parts = [value >> 16, (value >> 8) & 255, value & 255];
    assert.ok(onto(parts) >= 4.5, `${parts}`);
  }
});

for (const color of [
  undefined,
  "",
  "red",
  "#14595a",
  "rgb(20 89 90)",
  "rgb(20, 89)",
  "rgba(20, 89, 90, 0.5)",
  "rgb(20, 89, 90); x",
  "oklch(0.4 0.06 200)",
  "url(x)",
]) {
  test(`${color} is no color that is used`, () => assert.equal(textOn(color), null));
}

test("broken settings give the defaults, in which the advice is", () => {
  for (const json of ["", "NIA_SETTINGS", "[]", "null", '{"call": "x", "origins": "y"}']) {
    const settings = readSettings(json);
    assert.match(settings.advice, /call your doctor right away/);
    assert.deepEqual([settings.call, settings.origins], [null, []]);
  }
});

test("single words are overridden, unknown ones are left out", () => {
  const { strings } = readSettings(
    JSON.stringify({ strings: { send: "Senden", constructor: "x", typing: 5, other: "y" } }),
  );
  assert.deepEqual(strings, { ...chatStrings, send: "Senden" });
});

test("only a telephone number can be called, only a web address opened", () => {
  assert.deepEqual(asCall({ number: "555", href: "tel:+1*555#" }), { number: "555", href: "tel:+1*555#" });
  assert.ok(asCall({ number: "555 ext. 5", href: "tel:555;ext=5" }));
  for (const href of ["javascript:alert(1)", "tel:1;x", "https://a.example", "tel:"]) {
    assert.equal(asCall({ number: "555", href }), null);
  }
  assert.equal(readSettings('{"privacy_url": "javascript:alert(1)"}').privacyUrl, null);
  assert.equal(readSettings('{"privacy_url": "https://a.example/p"}').privacyUrl, "https://a.example/p");
});

test("what is no event is none", () => {
  for (const value of [null, 1, "x", [], {}, { n: 0, text: "" }, { n: 1.5, text: "" }, { n: 1 }]) {
    assert.equal(asEvent(value), null);
  }
  const event = asEvent({ n: 1, text: "x", from: "robot", kind: "<b>", choices: [{ id: 1 }, 5] });
  assert.deepEqual([event?.from, event?.kind, event?.choices], ["nia", "text", []]);
});

test("a look from the page around holds words, a real color, a real language", () => {
  assert.deepEqual(
    asLook({ name: "x".repeat(1000), color: "red", lang: "en<b>", dir: "up", greeting: 5 }),
    { name: "x".repeat(300), greeting: undefined, color: undefined, lang: undefined, dir: undefined },
  );
  const look = { name: "Oak", greeting: "Hi", color: "rgb(0, 68, 136)", lang: "pt-BR", dir: "rtl" };
  assert.deepEqual(asLook(look), look);
});

test("every place for a value in the words has a value to go there", () => {
  const values = { number: "555", count: 2 };
  for (const text of [...Object.values(loaderStrings), ...Object.values(chatStrings)]) {
    assert.doesNotMatch(fill(text, values), /[{}]/);
  }
  assert.equal(fill("{count} new {other}", values), "2 new {other}");
});
