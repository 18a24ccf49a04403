// What is to be drawn at a zoom: groups of marks, areas with their counts, and labels. Independent of the pane and of
// panning, so it is made once for each answer of the engine and then only shifted.
import { TILE } from "../data/mercator.js";
import { AREA, OUTLINE } from "../looks.js";
import { placeLabels } from "./labels.js";
import { placeTags } from "./tags.js";

const SAME_PLACE = 0.00006; // of the unit square: about 1.5 km in Ukraine
const GREAT = 200000; // inhabitants

/** The scene of some marks (`engine.marks`): they, the tags of areas, and labels between them. */
export function makeScene(marks, engine, base, zoom, measure) {
  const { groups, areas } = marks;
  const scale = TILE * 2 ** zoom;
  const tagged = ({ mark: way, count, tiny }) => way === OUTLINE || (way === AREA && count > 1 && !tiny);
  const tags = placeTags(areas.filter(tagged), groups, scale);
  const labels = base ? placeLabels(labelsFor(engine, base, groups), obstacles(groups, tags, scale), zoom, measure) : [];
  return { marks, groups, areas, tags, labels };
}

function obstacles(groups, tags, scale) {
  return [
    ...groups.map(({ x, y, radius }) => ({ x, y, radius: radius + 2 })),
    ...tags.map(({ x, y, dx, dy, half }) => ({ x: x + dx / scale, y: y + dy / scale, radius: half + 2 })),
  ];
}

// What of the base map stands for a place with incidents does not depend on what is shown.
const matched = new WeakMap();

/** Settlements that are not among the places with incidents, and how large those are that are. */
function matchNames(places, { settlements }) {
  if (matched.has(places)) return matched.get(places);
  const near = new Map();
  const key = (x, y) => Math.floor(x / SAME_PLACE) * 16777216 + Math.floor(y / SAME_PLACE);
  for (const place of places) near.set(key(place.x, place.y), [...(near.get(key(place.x, place.y)) ?? []), place]);
  const around = ({ x, y }) =>
    [-1, 0, 1].flatMap((dx) => [-1, 0, 1].flatMap((dy) => near.get(key(x + dx * SAME_PLACE, y + dy * SAME_PLACE)) ?? []));
  const sizes = new Map();
  const others = settlements.filter((settlement) => {
    const same = around(settlement).find((place) => Math.hypot(place.x - settlement.x, place.y - settlement.y) < SAME_PLACE);
    if (same) sizes.set(same, Math.max(sizes.get(same) ?? 0, settlement.population));
    return !same;
  });
  const great = others.filter((place) => place.population >= GREAT);
  const rest = others.filter((place) => place.population < GREAT);
  matched.set(places, { sizes, great, rest });
  return matched.get(places);
}

/** Labels by importance: places with incidents, great cities, countries, regions, then the rest by population. */
function labelsFor(engine, base, groups) {
  const atPlace = new Map(groups.map((group) => [`${group.x} ${group.y}`, group]));
  const places = engine.places();
  // A place with incidents is named once, where its incidents are, and is as important as its record says.
  const { sizes, great, rest } = matchNames(places, base);
  const named = places.flatMap((place) => {
    const group = atPlace.get(`${place.x} ${place.y}`);
    return group ? [{ kind: "incident", ...place, radius: group.radius, population: sizes.get(place) ?? 0 }] : [];
  });
  return [...named, ...great, ...base.names, ...rest];
}
