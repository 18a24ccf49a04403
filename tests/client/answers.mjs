// Answer filters with the page's own code: {payload, fragments} on stdin, on stdout of each fragment the ids that match and
// what the page would ask its server. Run by test_web_parity.
import { readFileSync } from "node:fs";
import { noFilters } from "../../geo/incidentmap/mapping/client/src/data/filter.js";
import { parse } from "../../geo/incidentmap/mapping/client/src/data/fragment.js";
import { limited } from "../../geo/incidentmap/mapping/client/src/data/limits.js";
import { filterQuery } from "../../geo/incidentmap/mapping/client/src/engine/address.js";
import { LocalEngine } from "../../geo/incidentmap/mapping/client/src/engine/local.js";

const { payload, fragments } = JSON.parse(readFileSync(0, "utf8"));
const engine = new LocalEngine([payload]);
const counted = (counts) => Object.fromEntries(Object.entries(counts).map(([key, map]) => [key, [...map].filter(([, n]) => n)]));
const answers = fragments.map((fragment) => {
  const { state, unread } = parse(fragment);
  const { filters } = limited({ ...noFilters(), ...state.filters });
  engine.ask(filters);
  const { rows, counts } = engine.result;
  return { unread, query: filterQuery(filters).toString(), ids: [...rows].map((row) => engine.incidents.id(row)), counts: counted(counts) };
});
process.stdout.write(JSON.stringify(answers));
