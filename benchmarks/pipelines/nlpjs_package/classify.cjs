// Trains nlp.js and asks it: `node classify.cjs ASKED ANSWER`, two files of JSON. nlp.js itself
// prints to standard output. Times are of the processor, as everywhere in benchmarks.pipelines.
const { createRequire } = require("node:module");
const fs = require("node:fs");

const cpuMilliseconds = () => {
  const used = process.cpuUsage();
  return (used.user + used.system) / 1000;
};

async function main() {
  const asked = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
  const { dockStart } = createRequire(asked.modules)("@nlpjs/basic");
  const dock = await dockStart({
    settings: { nlp: { languages: ["en"], autoSave: false, autoLoad: false } },
    use: ["Basic"],
  });
  const nlp = dock.get("nlp");

  let start = cpuMilliseconds();
  asked.texts.forEach((text, place) => nlp.addDocument("en", text, asked.intents[place]));
  await nlp.train();
  const seconds = (cpuMilliseconds() - start) / 1000;

  for (const text of asked.questions.slice(0, asked.warmUp)) await nlp.process("en", text);
  const chances = [];
  const milliseconds = [];
  for (const text of asked.questions) {
    start = cpuMilliseconds();
    const { classifications } = await nlp.process("en", text);
    milliseconds.push(cpuMilliseconds() - start);
    const named = classifications.filter(({ intent }) => intent !== "None");
    chances.push(Object.fromEntries(named.map(({ intent, score }) => [intent, score])));
  }
  const size = Buffer.byteLength(nlp.export(true));
  fs.writeFileSync(process.argv[3], JSON.stringify({ chances, seconds, milliseconds, size }));
}

main();
