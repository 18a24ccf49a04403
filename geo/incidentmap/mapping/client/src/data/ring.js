// Whether incidents lie in an area that the reader has drawn: a ring of degrees, on any copy of the world.
import { toX, toY } from "./mercator.js";
import { contains } from "./shapes.js";

/** Make the test of a row. What has an area passes when it meets the ring, as well as corners tell. */
export function areaTest({ x, y, shape, shapes }, ring) {
  const copies = copiesOf(ring);
  const known = new Int8Array(shapes.length).fill(-1);
  const inside = (px, py) => copies.some((copy) => holds(copy, px, py));
  return (row) => {
    const number = shape[row];
    if (number < 0) return inside(x[row], y[row]);
    if (known[number] < 0) known[number] = copies.some((copy) => meets(copy, shapes[number])) ? 1 : 0;
    return known[number] === 1;
  };
}

/** The ring on the unit square, as often as a copy of it lies there. */
function copiesOf(ring) {
  const xs = ring.map(([lon]) => toX(lon));
  const ys = ring.map(([, lat]) => toY(lat));
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const copies = [];
  for (let by = -Math.floor(x1); by <= Math.ceil(1 - x0) && copies.length < 8; by++) {
    if (x1 + by < 0 || x0 + by > 1) continue;
    copies.push({ xs: xs.map((x) => x + by), ys, box: [x0 + by, y0, x1 + by, y1] });
  }
  return copies;
}

function holds({ xs, ys, box: [x0, y0, x1, y1] }, x, y) {
  if (!(x >= x0 && x <= x1 && y >= y0 && y <= y1)) return false;
  let inside = false;
  for (let i = 0, j = xs.length - 1; i < xs.length; j = i++) {
    if (ys[i] > y !== ys[j] > y && x < ((xs[j] - xs[i]) * (y - ys[i])) / (ys[j] - ys[i]) + xs[i]) inside = !inside;
  }
  return inside;
}

/** Whether a corner of one lies in the other. Bands that only cross, each without a corner in the other, are missed. */
function meets(ring, area) {
  const [x0, y0, x1, y1] = ring.box;
  const [left, top, right, bottom] = area.box;
  if (left > x1 || right < x0 || top > y1 || bottom < y0) return false;
  for (const { paths } of area.parts) {
    for (const path of paths) for (let i = 0; i < path.length; i += 2) if (holds(ring, path[i], path[i + 1])) return true;
  }
  return ring.xs.some((x, i) => contains(area, x, ring.ys[i]));
}
