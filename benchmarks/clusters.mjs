// Times the page's own clustering beside supercluster: one filter step, from the rows that pass to the groups of a view.
// Run by `python -m benchmarks.clusters`; prints one JSON object per size.
import Supercluster from "../geo/incidentmap/mapping/client/node_modules/supercluster/index.js";
import { Clusters } from "../geo/incidentmap/mapping/client/src/data/cluster.js";
import { Grid } from "../geo/incidentmap/mapping/client/src/data/grid.js";
import { TILE, toX, toY } from "../geo/incidentmap/mapping/client/src/data/mercator.js";

const ZOOM = 6;
const BOX = [20, 44, 42, 56]; // degrees
const STEPS = 7;

let seed = 20240312;
const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;

/** Half around a few hundred towns, half anywhere. */
function points(count) {
  const towns = Array.from({ length: 300 }, () => [22 + random() * 18, 45 + random() * 8]);
  return Array.from({ length: count }, (_, i) => {
    const [lon, lat] = towns[i % towns.length];
    return i % 2 ? [lon + (random() - 0.5) * 0.2, lat + (random() - 0.5) * 0.1] : [22 + random() * 18, 45 + random() * 8];
  });
}

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

function timed(work) {
  const started = performance.now();
  const result = work();
  return [performance.now() - started, result];
}

function measure(count) {
  const spots = points(count);
  const xs = Float64Array.from(spots, ([lon]) => toX(lon));
  const ys = Float64Array.from(spots, ([, lat]) => toY(lat));
  const features = spots.map((coordinates, id) => ({ type: "Feature", properties: { id }, geometry: { type: "Point", coordinates } }));
  const [index, grid] = timed(() => new Grid(xs, ys, () => true, TILE * 2 ** ZOOM));
  const own = [];
  const peer = [];
  const groups = { own: 0, peer: 0 };
  for (let step = 0; step < STEPS; step++) {
    const rows = Int32Array.from(spots.keys()).filter((row) => (row * 7 + step) % 10 < 7);
    const [ownTime, clusters] = timed(() => new Clusters(grid, rows));
    const shown = [...rows].map((row) => features[row]);
    const [peerTime, found] = timed(() => new Supercluster({ radius: 40, maxZoom: 16 }).load(shown).getClusters(BOX, ZOOM));
    own.push(ownTime);
    peer.push(peerTime);
    Object.assign(groups, { own: clusters.groups.length, peer: found.length });
  }
  return { count, index, own: median(own), peer: median(peer), groups };
}

for (const count of process.argv.slice(2).map(Number)) process.stdout.write(`${JSON.stringify(measure(count))}\n`);
