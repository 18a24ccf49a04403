// Bundle the page's one script and one style sheet, and its words in their languages as data: `node build.mjs OUTPUT_FOLDER`.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import words from "./src/words/all.js";

const folder = process.argv[2];
if (!folder) {
  console.error("usage: node build.mjs OUTPUT_FOLDER");
  process.exit(2);
}

await build({
  entryPoints: { incidentmap: "src/main.js" },
  outdir: folder,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "inline",
  loader: { ".woff2": "dataurl", ".png": "dataurl" },
  // d3-brush and d3-scale bring transitions, colours and formats along, 40 kB that nothing here calls.
  alias: {
    "d3-transition": "./src/d3/transition.js",
    "d3-interpolate": "./src/d3/interpolate.js",
    "d3-format": "./src/d3/format.js",
  },
  logLevel: "warning",
});

// The block that the words stand in has the rules of all data in a page (`mapping/text.py`).
const escaped = (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
writeFileSync(join(folder, "incidentmap.words.json"), JSON.stringify(words).replace(/[<>&\u2028\u2029]/g, escaped));

// Both outputs stand inside <script> and <style>: what would end those, or open a comment there, must not be in them.
for (const [name, forbidden] of [["incidentmap.js", /<\/script|<!--/i], ["incidentmap.css", /<\/style|<!--/i]]) {
  const found = readFileSync(join(folder, name), "utf8").match(forbidden);
  if (found) {
    console.error(`${name} holds ${JSON.stringify(found[0])}, which would break the page it is put into`);
    process.exit(1);
  }
}
