// What is to be drawn at a zoom: groups of marks, areas with their counts, and labels. Independent of the pane and of
// panning, so it is made once per zoom and filter and then only shifted.
import { cluster, radiusOf } from "../data/cluster.js";
import { HOLLOW, SOLID } from "../data/incidents.js";
import { TILE } from "../data/mercator.js";
import { STYLES } from "../look.js";
import { placeLabels } from "./labels.js";

const SAME_PLACE = 0.00006; // of the unit square: about 1.5 km in Ukraine
const GREAT = 200000; // inhabitants

/** Group what is shown by area: `{shape, rows, mark, anchor, style}`, the largest first, so that small ones lie on top. */
function gatherAreas(incidents, rows) {
  const found = new Map();
  for (const row of rows) {
    const shape = incidents.shape[row];
    if (shape < 0) continue;
    const area = found.get(shape);
    if (area) area.rows.push(row);
    else {
      const anchor = [incidents.x[row], incidents.y[row]];
      found.set(shape, { shape: incidents.shapes[shape], rows: [row], mark: incidents.mark[row], anchor });
    }
  }
  const areas = [...found.values()];
  for (const area of areas) {
    const tally = new Uint32Array(STYLES.length);
    for (const row of area.rows) tally[incidents.style[row]]++;
    area.style = tally.indexOf(Math.max(...tally));
  }
  return areas.sort((a, b) => b.shape.size - a.shape.size);
}

export function makeScene(view, base, zoom, measure) {
  const { incidents, result } = view;
  const scale = TILE * 2 ** zoom;
  const spots = result.rows.filter((row) => incidents.mark[row] === SOLID || incidents.mark[row] === HOLLOW);
  const { groups, next } = cluster(spots, incidents.x, incidents.y, incidents.style, STYLES.length, scale);
  for (const group of groups) {
    group.radius = radiusOf(group.count);
    group.hollow = incidents.mark[group.first] === HOLLOW;
    group.style = incidents.style[group.first];
  }
  // Drawn from the smallest, so that the largest lie on top.
  groups.reverse();
  const areas = gatherAreas(incidents, result.rows);
  const tags = areas.filter((area) => area.mark !== HOLLOW && area.rows.length > 1);
  const labels = base ? placeLabels(labelsFor(incidents, base, groups), obstacles(groups, tags), zoom, measure) : [];
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

function obstacles(groups, tags) {
  return [
    ...groups.map(({ x, y, radius }) => ({ x, y, radius: radius + 2 })),
    ...tags.map(({ shape }) => ({ x: shape.label[0], y: shape.label[1], radius: 16 })),
  ];
}

/** Labels by importance: great cities, places with incidents, countries, regions, then the rest by population. */
function labelsFor(incidents, base, groups) {
  const atPlace = new Map(groups.map((group) => [`${group.x} ${group.y}`, group]));
  const reported = incidents.count > 20000 ? [] : incidents.places().slice(0, 1500);
  // A place with incidents is named once, where its incidents are, and is as important as its record says.
  const sizes = new Map();
  const others = base.settlements.filter((settlement) => {
    const same = reported.find((place) => Math.hypot(place.x - settlement.x, place.y - settlement.y) < SAME_PLACE);
    if (same) sizes.set(same, Math.max(sizes.get(same) ?? 0, settlement.population));
    return !same;
  });
  const named = reported.flatMap((place) => {
    const group = atPlace.get(`${place.x} ${place.y}`);
    return group ? [{ kind: "incident", ...place, radius: group.radius, population: sizes.get(place) ?? 0 }] : [];
  });
  const great = others.filter((place) => place.population >= GREAT);
  const rest = others.filter((place) => place.population < GREAT);
  return [...named, ...great, ...base.names, ...rest];
}

