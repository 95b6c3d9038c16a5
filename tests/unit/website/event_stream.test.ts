import assert from "node:assert/strict";
import { test } from "node:test";
import { FrameReader } from "../../../bot/website/src/chat/event_stream.ts";

const STREAM =
  ": heartbeat\n\nid: 1\nevent: message\ndata: {\"n\": 1}\n\n" +
  "event: typing\r\ndata: {\"on\": true}\r\n\r\ndata:one\ndata: two\n\n: half a fra";
const FRAMES = [
  { id: "1", event: "message", data: '{"n": 1}' },
  { id: null, event: "typing", data: '{"on": true}' },
  { id: null, event: "message", data: "one\ntwo" },
];

test("frames come out whole and in order however the stream is cut", () => {
  for (let size = 1; size <= STREAM.length; size += 1) {
    const reader = new FrameReader();
    const found = [];
    for (let at = 0; at < STREAM.length; at += size) {
      found.push(...reader.feed(STREAM.slice(at, at + size)));
    }
    assert.deepEqual(found, FRAMES, `pieces of ${size}`);
  }
});

test("a frame without its empty line is not given out", () => {
  assert.deepEqual(new FrameReader().feed("data: not yet\n"), []);
});
