// Builds the widget: node build.mjs TARGET. Prints both sizes and fails above their limits.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

const ROOT = fileURLToPath(new URL(".", import.meta.url));
const TARGET = resolve(process.argv[2] ?? "dist");
// What a person downloads, compressed, in bytes.
const LIMITS = { loader: 3 * 1024, "chat page": 20 * 1024 };

const common = {
  root: ROOT,
  configFile: false,
  publicDir: false,
  logLevel: "warn",
  base: "/website/",
};
const output = {
  outDir: TARGET,
  // Phones that were last looked after in 2021.
  target: ["chrome87", "firefox90", "safari15"],
  cssTarget: ["chrome87", "firefox90", "safari15"],
  modulePreload: false,
  assetsInlineLimit: 0,
  sourcemap: false,
};
const names = {
  entryFileNames: "assets/[name].[hash].js",
  chunkFileNames: "assets/[name].[hash].js",
  assetFileNames: "assets/[name].[hash][extname]",
};

await build({
  ...common,
  build: {
    ...output,
    emptyOutDir: true,
    rollupOptions: { input: join(ROOT, "chat.html"), output: names },
  },
});
await build({
  ...common,
  build: {
    ...output,
    emptyOutDir: false,
    rollupOptions: {
      input: join(ROOT, "src/embed/embed.ts"),
      output: { format: "iife", entryFileNames: "embed.js" },
    },
  },
});

const bytes = (name) => readFileSync(join(TARGET, name));
const integrity = (name) =>
  `sha384-${createHash("sha384").update(bytes(name)).digest("base64")}`;
const size = (all) =>
  all.reduce((sum, name) => sum + gzipSync(bytes(name), { level: 9 }).length, 0);

const assets = readdirSync(join(TARGET, "assets")).sort();
const sizes = {
  loader: size(["embed.js"]),
  "chat page": size(assets.map((name) => `assets/${name}`)),
};
const manifest = {
  embed: { file: "embed.js", integrity: integrity("embed.js") },
  chat: { file: "chat.html" },
  assets: Object.fromEntries(assets.map((name) => [name, integrity(`assets/${name}`)])),
  sizes,
};
writeFileSync(join(TARGET, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
for (const [name, limit] of Object.entries(LIMITS)) {
  console.log(`${name}: ${sizes[name]} bytes gzip (limit ${limit})`);
  if (sizes[name] > limit) process.exitCode = 1;
}
