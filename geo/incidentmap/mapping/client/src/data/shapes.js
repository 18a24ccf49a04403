// Areas: decoding them (`shapes.py` says how they are written) and asking whether a spot lies in one.
import { integers, unstep } from "./columns.js";
import { toX, toY } from "./mercator.js";

export const POLYGON = 0;
// 1 is a line, 2 a spot: both are drawn as paths.

const SCALE = 100000;

/** Decode to shapes on the unit square: `{parts: [{kind, paths}], box, label, size}`. */
export function decodeShapes(data) {
  const count = data.count;
  const partCounts = integers(data.parts, count);
  const partTotal = sum(partCounts);
  const kinds = integers(data.kinds, partTotal);
  const pathCounts = integers(data.paths, partTotal);
  const lengths = integers(data.vertices, sum(pathCounts));
  const paths = decodePaths(data, lengths, SCALE);
  const labelLon = integers(data.label_lon, count);
  const labelLat = integers(data.label_lat, count);
  const shapes = [];
  let part = 0;
  let path = 0;
  for (let s = 0; s < count; s++) {
    const parts = [];
    for (let p = 0; p < partCounts[s]; p++, part++) {
      parts.push({ kind: kinds[part], paths: paths.slice(path, (path += pathCounts[part])) });
    }
    const box = boxOf(parts);
    const label = [toX(labelLon[s] / SCALE), toY(labelLat[s] / SCALE)];
    shapes.push({ parts, box, label, size: (box[2] - box[0]) * (box[3] - box[1]) });
  }
  return shapes;
}

/** Decode runs of vertices to arrays x, y, x, y … on the unit square. */
export function decodePaths(data, lengths, scale) {
  const total = sum(lengths);
  const lon = unstep(data.lon, total);
  const lat = unstep(data.lat, total);
  const paths = [];
  let v = 0;
  for (const length of lengths) {
    const path = new Float64Array(length * 2);
    for (let i = 0; i < length; i++, v++) {
      path[2 * i] = toX(lon[v] / scale);
      path[2 * i + 1] = toY(lat[v] / scale);
    }
    paths.push(path);
  }
  return paths;
}

/** Whether a spot of the unit square lies in a shape, or within `reach` of its lines. */
export function contains(shape, x, y, reach = 0) {
  const [x0, y0, x1, y1] = shape.box;
  if (x < x0 - reach || x > x1 + reach || y < y0 - reach || y > y1 + reach) return false;
  return shape.parts.some((part) =>
    part.kind === POLYGON ? inRings(part.paths, x, y) : part.paths.some((path) => nearPath(path, x, y, reach)),
  );
}

/** Whether a spot lies within `reach` of a shape's outline. */
export function meetsOutline(shape, x, y, reach) {
  const [x0, y0, x1, y1] = shape.box;
  if (x < x0 - reach || x > x1 + reach || y < y0 - reach || y > y1 + reach) return false;
  return shape.parts.some((part) => part.paths.some((path) => nearPath(path, x, y, reach)));
}

/** Whether a shape was cut at ±180°. */
export const isCut = ({ box }) => box[0] <= 0 || box[2] >= 1;

/** The box to show of a shape: its own, or its largest part's where it lies on both sides of ±180°. */
export function boxToShow({ box, parts }) {
  if (box[0] > 0 || box[2] < 1) return box;
  const boxes = parts.map((part) => boxOf([part]));
  const size = ([x0, y0, x1, y1]) => (x1 - x0) * (y1 - y0);
  return boxes.reduce((most, one) => (size(one) > size(most) ? one : most));
}

function inRings(rings, x, y) {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const crosses = ring[i + 1] > y !== ring[j + 1] > y;
      if (crosses && x < ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1]) + ring[i]) {
        inside = !inside;
      }
    }
  }
  return inside;
}

function nearPath(path, x, y, reach) {
  for (let i = 0; i < path.length; i += 2) {
    const j = Math.min(i + 2, path.length - 2);
    const dx = path[j] - path[i];
    const dy = path[j + 1] - path[i + 1];
    const along = ((x - path[i]) * dx + (y - path[i + 1]) * dy) / (dx * dx + dy * dy || 1);
    const t = Math.max(0, Math.min(1, along));
    if (Math.hypot(x - path[i] - t * dx, y - path[i + 1] - t * dy) <= reach) return true;
  }
  return false;
}

/** Trace a path of the unit square, leaving out vertices closer than a pixel. */
export function trace(context, path, scale, dx, dy, close) {
  let x = path[0] * scale + dx;
  let y = path[1] * scale + dy;
  context.moveTo(x, y);
  const last = path.length - 2;
  for (let i = 2; i <= last; i += 2) {
    const nx = path[i] * scale + dx;
    const ny = path[i + 1] * scale + dy;
    if (i < last && Math.abs(nx - x) + Math.abs(ny - y) < 1) continue;
    context.lineTo(nx, ny);
    x = nx;
    y = ny;
  }
  if (close) context.closePath();
}

/** Trace a ring without the edges along ±180°, where a polygon was cut and has no border. */
export function traceUncut(context, path, scale, dx, dy) {
  const seam = (i) => path[i] <= 0 || path[i] >= 1;
  for (let i = 0; i < path.length; i += 2) {
    const j = (i + 2) % path.length;
    if (seam(i) && seam(j)) continue;
    context.moveTo(path[i] * scale + dx, path[i + 1] * scale + dy);
    context.lineTo(path[j] * scale + dx, path[j + 1] * scale + dy);
  }
}

function boxOf(parts) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { paths } of parts) {
    for (const path of paths) {
      for (let i = 0; i < path.length; i += 2) {
        box[0] = Math.min(box[0], path[i]);
        box[1] = Math.min(box[1], path[i + 1]);
        box[2] = Math.max(box[2], path[i]);
        box[3] = Math.max(box[3], path[i + 1]);
      }
    }
  }
  return box;
}

function sum(array) {
  let total = 0;
  for (const value of array) total += value;
  return total;
}
