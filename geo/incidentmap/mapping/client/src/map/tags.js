// Where the tags of areas stand: at the areas' own spots, beside marks and not on them; tags that cannot be told apart
// at a zoom become one, as marks do. A tag says of which kinds what is reported in an area is, and how many.
import { AREA, OUTLINE } from "../looks.js";
import { kindsOf, tagHalf } from "./glyphs.js";

const TALL = 13;
const SIDES = [[0, 0], [0, -1], [0, 1], [1, 0], [-1, 0], [1, -1], [-1, -1], [1, 1], [-1, 1]];
const ROOMY = 56; // pixels: an area smaller than this has a tag only where it says how many
const CELL = 128; // pixels, more than anything here can reach

/** Things on the screen, found by a grid. */
class Nearby {
  #cells = new Map();

  constructor(scale) {
    this.scale = scale;
  }

  #key = (x, y) => Math.floor(x) * 67108864 + Math.floor(y);

  add(thing) {
    const key = this.#key((thing.x * this.scale) / CELL, (thing.y * this.scale) / CELL);
    if (!this.#cells.has(key)) this.#cells.set(key, []);
    this.#cells.get(key).push(thing);
  }

  around({ x, y }) {
    const found = [];
    for (const dx of [-1, 0, 1]) {
      for (const dy of [-1, 0, 1]) {
        const cell = this.#cells.get(this.#key((x * this.scale) / CELL + dx, (y * this.scale) / CELL + dy));
        if (cell) found.push(...cell);
      }
    }
    return found;
  }
}

/** Whether an area has a tag at a scale: a country always, another when it is shared, or large enough to bear one. */
export function isTagged({ mark, count, tiny, shape: { box: [x0, y0, x1, y1] } }, scale) {
  if (mark === OUTLINE) return true;
  return mark === AREA && !tiny && (count > 1 || Math.min(x1 - x0, y1 - y0) * scale >= ROOMY);
}

/**
 * Place tags.
 *
 * @param {object[]} areas `{anchor, count, style, styles}`, where `styles` counts the types
 * @param {object[]} groups of marks, `{x, y, radius}`
 * @returns {object[]} `{x, y, dx, dy, count, areas, kinds, half}`: `x, y` on the unit square, `dx, dy` pixels from it
 */
export function placeTags(areas, groups, scale) {
  const [marks, placed] = [new Nearby(scale), new Nearby(scale)];
  const tags = [];
  if (areas.length) for (const group of groups) marks.add(group);
  for (const area of [...areas].sort((a, b) => b.count - a.count)) {
    const tag = dressed({ x: area.anchor[0], y: area.anchor[1], dx: 0, dy: 0, areas: [area] });
    const others = placed.around(tag);
    const near = marks.around(tag);
    const places = SIDES.map(([h, v]) => ({ ...tag, dx: h * (tag.half + 16), dy: v * 24 }));
    const apart = places.filter((place) => !others.some((other) => meet(place, other, scale)));
    const best = apart.find((place) => !near.some((group) => covers(place, group, scale))) ?? apart[0];
    if (best) {
      tags.push(best);
      placed.add(best);
    } else {
      const host = others.find((other) => meet(tag, other, scale));
      host.areas.push(area);
      dressed(host);
    }
  }
  return tags;
}

/** What a tag says of its areas. */
function dressed(tag) {
  tag.count = tag.areas.reduce((sum, { count }) => sum + count, 0);
  tag.kinds = kindsOf(tag.areas);
  tag.half = tagHalf(tag);
  return tag;
}

const meet = (a, b, scale) =>
  Math.abs((a.x - b.x) * scale + a.dx - b.dx) < a.half + b.half + 4 && Math.abs((a.y - b.y) * scale + a.dy - b.dy) < 2 * TALL;

const covers = (tag, group, scale) =>
  Math.abs((tag.x - group.x) * scale + tag.dx) < tag.half + group.radius + 2 &&
  Math.abs((tag.y - group.y) * scale + tag.dy) < TALL + group.radius;

/** The tag under a spot of the canvas. */
export function tagAt(tags, frame, dx, px, py) {
  return tags.find((tag) => {
    const [x, y] = spotOf(tag, frame, dx);
    return Math.abs(x - px) <= tag.half + 2 && Math.abs(y - py) <= TALL;
  });
}

export const spotOf = (tag, frame, dx) => [tag.x * frame.scale + dx + tag.dx, tag.y * frame.scale - frame.top + tag.dy];
