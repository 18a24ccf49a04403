// What is to be drawn at a zoom: groups of marks, areas with their counts, and labels. Independent of the pane and of
// panning, so it is made once for each answer of the engine and then only shifted.
import { TILE } from "../data/mercator.js";
import { placeLabels } from "./labels.js";
import { labelsFor } from "./named.js";
import { isTagged, placeTags } from "./tags.js";


/** The scene of some marks (`engine.marks`): they, the tags of areas, and labels between them. */
export function makeScene(marks, engine, base, zoom, measure) {
  const { groups, areas } = marks;
  const scale = TILE * 2 ** zoom;
  const tags = placeTags(areas.filter((area) => isTagged(area, scale)), groups, scale);
  const labels = base ? placeLabels(labelsFor(engine, base, groups), obstacles(groups, tags, scale), zoom, measure) : [];
  return { marks, groups, areas, tags, labels };
}

function obstacles(groups, tags, scale) {
  return [
    ...groups.map(({ x, y, radius }) => ({ x, y, radius: radius + 2 })),
    ...tags.map(({ x, y, dx, dy, half }) => ({ x: x + dx / scale, y: y + dy / scale, radius: half + 2 })),
  ];
}
