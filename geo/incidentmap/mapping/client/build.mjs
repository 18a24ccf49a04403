// Bundle the page's one script and one style sheet: `node build.mjs OUTPUT_FOLDER`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

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
  logLevel: "warning",
});

// Both outputs stand inside <script> and <style>: what would end those, or open a comment there, must not be in them.
for (const [name, forbidden] of [["incidentmap.js", /<\/script|<!--/i], ["incidentmap.css", /<\/style|<!--/i]]) {
  const found = readFileSync(join(folder, name), "utf8").match(forbidden);
  if (found) {
    console.error(`${name} holds ${JSON.stringify(found[0])}, which would break the page it is put into`);
    process.exit(1);
  }
}
