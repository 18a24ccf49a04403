// Whether incidents lie in an area that the reader has drawn: a ring of degrees, on any copy of the world. Its edges are
// straight on the map, as they were drawn. The server's `rings.py` follows the same rules.
import { toX, toY } from "./mercator.js";
import { contains, POLYGON } from "./shapes.js";

// A ring drawn to the map's upper or lower edge holds what lies on it, the poles as well.
const BEYOND = 1e-9;

/** Make the test of a row. A spot passes inside the ring or on its edge, what has an area when both meet. */
export function areaTest({ x, y, shape, shapes }, ring) {
  if (!encloses(ring)) return () => false;
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

/** Whether a ring has any surface: not if all corners are on one line, nor if it goes back as it came. */
export function encloses(ring) {
  const [[x0, y0]] = ring;
  const [x1, y1] = ring.find(([x, y]) => x !== x0 || y !== y0) ?? ring[0];
  if (ring.every(([x, y]) => Math.abs((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) <= 1e-12)) return false;
  const odd = new Set(); // edges that are gone an odd number of times
  for (const [i, spot] of ring.entries()) {
    const ends = [String(spot), String(ring[(i + 1) % ring.length])];
    const edge = ends.sort().join(" ");
    if (ends[0] !== ends[1] && !odd.delete(edge)) odd.add(edge);
  }
  return odd.size > 0;
}

/** The ring on the unit square, as often as a copy of it lies there. */
function copiesOf(ring) {
  const xs = ring.map(([lon]) => toX(lon));
  const ys = ring.map(([, lat]) => toY(lat)).map((y) => (y <= BEYOND ? -BEYOND : y >= 1 - BEYOND ? 1 + BEYOND : y));
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const copies = [];
  for (let by = -Math.floor(x1); by <= Math.ceil(1 - x0) && copies.length < 8; by++) {
    if (x1 + by < 0 || x0 + by > 1) continue;
    copies.push({ xs: xs.map((x) => x + by), ys, box: [x0 + by, y0, x1 + by, y1] });
  }
  return copies;
}

/** Whether a spot is inside, where an odd number of edges lies beside it, or on an edge. */
function holds({ xs, ys, box: [x0, y0, x1, y1] }, x, y) {
  if (!(x >= x0 && x <= x1 && y >= y0 && y <= y1)) return false;
  let inside = false;
  for (let i = 0, j = xs.length - 1; i < xs.length; j = i++) {
    if (side(xs[i], ys[i], xs[j], ys[j], x, y) === 0 && between(xs[i], xs[j], x) && between(ys[i], ys[j], y)) return true;
    if (ys[i] > y !== ys[j] > y && x < ((xs[j] - xs[i]) * (y - ys[i])) / (ys[j] - ys[i]) + xs[i]) inside = !inside;
  }
  return inside;
}

/** Whether a ring and an area meet: a corner of one lies in the other, or edges cross. */
function meets(ring, area) {
  const [x0, y0, x1, y1] = ring.box;
  const [left, top, right, bottom] = area.box;
  if (left > x1 || right < x0 || top > y1 || bottom < y0) return false;
  if (ring.xs.some((x, i) => contains(area, x, ring.ys[i]))) return true;
  return area.parts.some(({ kind, paths }) => paths.some((path) => {
    const end = path.length - 2;
    for (let i = 0; i <= end; i += 2) if (holds(ring, path[i], path[i + 1])) return true;
    for (let i = 0, j = kind === POLYGON ? end : 0; i <= end; j = i, i += 2) {
      if (crosses(ring, path[j], path[j + 1], path[i], path[i + 1])) return true;
    }
    return false;
  }));
}

/** Whether a line crosses an edge of the ring. */
function crosses({ xs, ys, box }, ax, ay, bx, by) {
  if (apart(ax, bx, box[0], box[2]) || apart(ay, by, box[1], box[3])) return false;
  for (let i = 0, j = xs.length - 1; i < xs.length; j = i++) {
    const [cx, cy, dx, dy] = [xs[j], ys[j], xs[i], ys[i]];
    if (apart(ax, bx, cx, dx) || apart(ay, by, cy, dy)) continue;
    const across = side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy) <= 0;
    if (across && side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by) <= 0) return true;
  }
  return false;
}

/** On which side of a line a spot lies: above 0, below, or 0 on it. */
const side = (ax, ay, bx, by, x, y) => Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax));

const between = (a, b, value) => value >= Math.min(a, b) && value <= Math.max(a, b);

const apart = (a, b, c, d) => Math.max(a, b) < Math.min(c, d) || Math.min(a, b) > Math.max(c, d);
