// Writes the browser out of its package: unpack.mjs TARGET, run beside node_modules.
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";

await pipeline(
  createReadStream("node_modules/@sparticuz/chromium/bin/chromium.br"),
  createBrotliDecompress(),
  createWriteStream(process.argv[2], { mode: 0o700 }),
);
