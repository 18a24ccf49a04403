// Where the counts of areas stand: at the areas' own spots, beside marks and not on them; tags that cannot be told
// apart at a zoom become one, as marks do.
import { halfOf } from "./glyphs.js";

const TALL = 13;
const SIDES = [[0, 0], [0, -1], [0, 1], [1, 0], [-1, 0], [1, -1], [-1, -1], [1, 1], [-1, 1]];

/**
 * Place tags.
 *
 * @param {object[]} areas `{anchor, count, style}`
 * @param {object[]} groups of marks, `{x, y, radius}`
 * @returns {object[]} `{x, y, dx, dy, count, areas, style}`: `x, y` on the unit square, `dx, dy` pixels from it
 */
export function placeTags(areas, groups, scale) {
  const tags = [];
  for (const area of [...areas].sort((a, b) => b.count - a.count)) {
    const { anchor: [x, y], count, style } = area;
    const tag = { x, y, dx: 0, dy: 0, areas: [area], count, style, half: halfOf(count) };
    const near = groups.filter((group) => Math.max(Math.abs(group.x - x), Math.abs(group.y - y)) * scale < 120);
    const places = SIDES.map(([h, v]) => ({ ...tag, dx: h * (tag.half + 16), dy: v * 24 }));
    const apart = places.filter((place) => !tags.some((other) => meet(place, other, scale)));
    const best = apart.find((place) => !near.some((group) => covers(place, group, scale))) ?? apart[0];
    if (best) tags.push(best);
    else join(tags.find((other) => meet(tag, other, scale)), tag);
  }
  return tags;
}

function join(host, { areas, count }) {
  host.areas.push(...areas);
  host.count += count;
  host.half = halfOf(host.count);
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
