// Unpack what Python packed, with the page's own code: base64 on stdin, JSON on stdout. Run by test_mapping_packing.
import { readFileSync } from "node:fs";
import { unpack } from "../../geo/incidentmap/mapping/client/src/data/blocks.js";

process.stdout.write(JSON.stringify(await unpack(readFileSync(0, "utf8"))));
