// Fills a template with an engine of Node, once for each line on standard input, and answers with the ms of processor used.
// node peers.mjs FOLDER_OF_MODULES ENGINE TEMPLATE DATA
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { join } from "node:path";

const [folder, engine, template, dataFile] = process.argv.slice(2);
const require = createRequire(join(folder, "index.js"));
const data = JSON.parse(readFileSync(dataFile, "utf8"));
const content = readFileSync(template);

const engines = {
  carbone() {
    const carbone = require("carbone");
    return () =>
      new Promise((resolve, reject) =>
        carbone.render(template, data, (error, result) => (error ? reject(error) : resolve(result))),
      );
  },
  docxtemplater() {
    const PizZip = require("pizzip");
    const Docxtemplater = require("docxtemplater");
    return async () =>
      new Docxtemplater(new PizZip(content), { paragraphLoop: true, linebreaks: true })
        .render(data)
        .getZip()
        .generate({ type: "nodebuffer", compression: "DEFLATE" });
  },
};

const fill = engines[engine]();
for await (const line of createInterface({ input: process.stdin })) {
  const before = process.cpuUsage();
  const result = await fill();
  const used = process.cpuUsage(before);
  console.log(JSON.stringify({ ms: (used.user + used.system) / 1000, bytes: result.length, line: line.length }));
  if (line === "end") break;
}
process.exit(0);
