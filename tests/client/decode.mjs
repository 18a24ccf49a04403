// Decode what Python wrote, with the page's own decoder: columns on stdin, records on stdout. Run by test_mapping_columns.
import { readFileSync } from "node:fs";
import { Incidents } from "../../geo/incidentmap/mapping/client/src/data/incidents.js";

const payloads = JSON.parse(readFileSync(0, "utf8"));
const incidents = new Incidents(payloads);
const rows = Array.from({ length: incidents.count }, (_, row) => ({
  ...incidents.record(row),
  mark: incidents.mark[row],
  x: incidents.x[row],
  y: incidents.y[row],
  shape: incidents.shape[row],
}));
const shapes = incidents.shapes.map(({ parts }) => parts.map(({ kind, paths }) => ({ kind, paths: paths.map((p) => [...p]) })));
process.stdout.write(JSON.stringify({ rows, shapes }));
