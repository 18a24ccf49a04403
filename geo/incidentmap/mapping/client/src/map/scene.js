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

/** Labels by importance: great cities, places with incidents, countries, regions, then the rest by population. */
function labelsFor(engine, base, groups) {
  const atPlace = new Map(groups.map((group) => [`${group.x} ${group.y}`, group]));
  const reported = engine.places().slice(0, 1500);
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

