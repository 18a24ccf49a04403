// Tracing shapes: their fill, their edge, and lines that keep their place on the ground while the map moves.
import { isCut, POLYGON, trace, traceUncut } from "../data/shapes.js";

/** Make a shape the current path, as what is filled. */
export function outline(context, shape, frame, dx) {
  context.beginPath();
  for (const { kind, paths } of shape.parts) {
    for (const path of paths) trace(context, path, frame.scale, dx, -frame.top, kind === POLYGON);
  }
}

/** Make a shape's edge the current path: without the seam of a shape that was cut at ±180°. */
export function edge(context, shape, frame, dx) {
  context.beginPath();
  const cut = isCut(shape);
  for (const { kind, paths } of shape.parts) {
    for (const path of paths) {
      if (kind === POLYGON && cut) traceUncut(context, path, frame.scale, dx, -frame.top);
      else trace(context, path, frame.scale, dx, -frame.top, kind === POLYGON);
    }
  }
}

/** A box of the unit square in pixels, kept to what is in view: `[left, top, right, bottom]`. */
export function inView([x0, y0, x1, y1], frame, dx) {
  return [
    Math.max(0, x0 * frame.scale + dx), Math.max(0, y0 * frame.scale - frame.top),
    Math.min(frame.width, x1 * frame.scale + dx), Math.min(frame.height, y1 * frame.scale - frame.top),
  ];
}

const modulo = (value, by) => ((value % by) + by) % by;

/** Diagonal lines over a box. Their phase comes from the world's pixels, so the hatch does not swim. */
export function hatch(context, box, frame, dx, { step, broken }) {
  const [left, top, right, bottom] = inView(box, frame, dx);
  const phase = modulo(dx - frame.top, step);
  // A broken line is cut by what stands still on the ground, too.
  const start = broken ? top - modulo(top + frame.top, DASH) : top;
  context.setLineDash(broken ? [DASH * Math.SQRT2 * 0.6, DASH * Math.SQRT2 * 0.4] : []);
  context.beginPath();
  for (let c = Math.floor((left + top) / step) * step + phase - step; c <= right + bottom + step; c += step) {
    context.moveTo(c - start, start);
    context.lineTo(c - bottom, bottom);
  }
}

const DASH = 12; // pixels of height

/** Short lines across a shape's edges, as on a ladder; clipped to the shape they point inwards. */
export function rungs(context, shape, frame, dx, { step, reach }) {
  context.beginPath();
  for (const { paths } of shape.parts) {
    for (const path of paths) rungsAlong(context, path, frame, dx, step, reach);
  }
}

function rungsAlong(context, path, frame, dx, step, reach) {
  const { scale, top } = frame;
  let ahead = step / 2; // how far the next rung is
  for (let i = 2; i < path.length; i += 2) {
    const [x0, y0] = [path[i - 2] * scale + dx, path[i - 1] * scale - top];
    const [ux, uy] = [(path[i] - path[i - 2]) * scale, (path[i + 1] - path[i - 1]) * scale];
    const length = Math.hypot(ux, uy);
    if (!(length > 0)) continue;
    const [from, to] = span(x0, y0, ux / length, uy / length, length, frame, reach);
    const first = ahead + Math.max(0, Math.ceil((from - ahead) / step)) * step;
    for (let at = first; at <= to; at += step) {
      const [x, y] = [x0 + (ux / length) * at, y0 + (uy / length) * at];
      context.moveTo(x - (uy / length) * reach, y + (ux / length) * reach);
      context.lineTo(x + (uy / length) * reach, y - (ux / length) * reach);
    }
    ahead = modulo(ahead - length, step);
  }
}

/** The stretch of a line that can be seen: an edge may be a million pixels long. */
function span(x, y, ux, uy, length, { width, height }, reach) {
  let [from, to] = [0, length];
  for (const [start, slope, end] of [[x, ux, width], [y, uy, height]]) {
    if (Math.abs(slope) < 1e-9) {
      if (start < -reach || start > end + reach) return [0, -1];
      continue;
    }
    const [a, b] = [(-reach - start) / slope, (end + reach - start) / slope];
    from = Math.max(from, Math.min(a, b));
    to = Math.min(to, Math.max(a, b));
  }
  return [from, to];
}
