// What is to be drawn at a zoom: groups of marks, areas with their counts, and labels. Independent of the pane and of
// panning, so it is made once per zoom and filter and then only shifted.
import { cluster, radiusOf } from "../data/cluster.js";
import { TILE } from "../data/mercator.js";
import { STYLES } from "../look.js";
import { AREA, HOLLOW, LOOKS, OUTLINE, SOLID } from "../looks.js";
import { placeLabels } from "./labels.js";
import { labelsFor } from "./named.js";
import { placeTags } from "./tags.js";

const TINY = 14; // pixels

/** Group what is shown by area, the largest first, so that small ones lie on top. */
function gatherAreas(incidents, rows) {
  const found = new Map();
  for (const row of rows) {
    const shape = incidents.shape[row];
    if (shape < 0) continue;
    const area = found.get(shape);
    if (area) area.rows.push(row);
    else found.set(shape, areaOf(incidents, row));
  }
  const areas = [...found.values()];
  for (const area of areas) {
    const tally = new Uint32Array(STYLES.length);
    for (const row of area.rows) tally[incidents.style[row]]++;
    area.style = tally.indexOf(Math.max(...tally));
  }
  return areas.sort((a, b) => b.shape.size - a.shape.size);
}

function areaOf(incidents, row) {
  const look = incidents.look[row];
  return {
    shape: incidents.shapes[incidents.shape[row]],
    rows: [row],
    mark: incidents.mark[row],
    look,
    precision: incidents.precisionOf(row),
    estimated: incidents.estimated[row] === 1,
    anchor: [incidents.x[row], incidents.y[row]],
    origin: LOOKS[look].fill === "fan" ? incidents.originOf(row) : null,
  };
}

/** Whether an area is so small on the screen that it would not be seen: then a hollow mark stands for it. */
const isTiny = ({ box: [x0, y0, x1, y1] }, scale) => Math.max(x1 - x0, y1 - y0) * scale < TINY;

export function makeScene(view, base, zoom, measure) {
  const { incidents, result } = view;
  const { mark, shape } = incidents;
  const scale = TILE * 2 ** zoom;
  const tiny = incidents.shapes.map((one) => isTiny(one, scale));
  const isSpot = (row) => mark[row] === SOLID || mark[row] === HOLLOW || (mark[row] === AREA && tiny[shape[row]]);
  const { groups, next } = cluster(result.rows.filter(isSpot), incidents.x, incidents.y, incidents.style, STYLES.length, scale);
  for (const group of groups) {
    group.radius = radiusOf(group.count);
    group.hollow = mark[group.first] !== SOLID;
    group.style = incidents.style[group.first];
  }
  // Drawn from the smallest, so that the largest lie on top.
  groups.reverse();
  const areas = gatherAreas(incidents, result.rows);
  const tagged = ({ mark: way, rows }) => way === OUTLINE || (way === AREA && rows.length > 1 && !isSpot(rows[0]));
  const tags = placeTags(areas.filter(tagged), groups, scale);
  const labels = base ? placeLabels(labelsFor(incidents, base, groups), obstacles(groups, tags, scale), zoom, measure) : [];
  return { groups, next, areas, tags, labels };
}

/** The rows of a group. */
export function rowsOf(group, next) {
  const rows = [];
  for (let row = group.first; row >= 0; row = next[row]) {
    rows.push(row);
    if (row === group.last) break;
  }
  return rows;
}

function obstacles(groups, tags, scale) {
  return [
    ...groups.map(({ x, y, radius }) => ({ x, y, radius: radius + 2 })),
    ...tags.map(({ x, y, dx, dy, half }) => ({ x: x + dx / scale, y: y + dy / scale, radius: half + 2 })),
  ];
}
