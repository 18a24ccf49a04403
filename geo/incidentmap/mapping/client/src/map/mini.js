// A small map of one place: the place, the shape that is drawn, what the source recorded, and the places that lost.
import { TILE, toLat } from "../data/mercator.js";
import { POLYGON, trace } from "../data/shapes.js";
import { el } from "../ui/dom.js";
import { km } from "../ui/words.js";
import { t } from "../words/index.js";
import { drawGround, drawNames } from "./mini_ground.js";

const HEIGHT = 150;
const MARGIN = 22; // pixels between what is shown and the edge
const NEAREST = 11; // the zoom at most: nearer there is nothing in the base map to know a place by
const EQUATOR_KM = 40075;
const RADIUS = 8; // of a number
const AROUND = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => [Math.cos((i * Math.PI) / 4), Math.sin((i * Math.PI) / 4)]);
const REACH = [0, 17, 27, 38]; // how far a number may stand from its spot
const MOST = 60; // numbers; more could not be told apart

/**
 * Make the map. Spots are on the unit square, or null. It is drawn when `paint()` is called, after it is in the page.
 *
 * @returns {{node, paint, highlight: (i: number) => void, listen: (listener: (i: number) => void) => void}}
 */
export function miniMap({ base, colours, place, shape, recorded, losers }, label) {
  const canvas = el("canvas", { role: "img", "aria-label": label, title: label });
  const wide = el("span", {});
  const node = el("figure.im-mini", {}, canvas, el("figcaption.im-meta", { "aria-hidden": "true" }, ...key({ place, shape, recorded, losers }), wide));
  let lit = -1;
  let numbers = [];
  let listener = () => {};

  function paint() {
    const width = node.clientWidth;
    if (!width) return;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    canvas.width = width * ratio;
    canvas.height = HEIGHT * ratio;
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    const frame = fitted([...spotsOf(shape), place, recorded, ...losers].filter(Boolean), width, HEIGHT);
    const ink = colours();
    wide.textContent = t("detail.wide", { distance: km(widthKm(frame)) });
    drawGround(context, base, frame, ink);
    if (shape) drawOutline(context, shape, frame, ink);
    numbers = placeNumbers(losers, frame);
    const marks = [...numbers.map(({ x, y }) => [x, y]), ...[place, recorded].filter(Boolean).map(frame.at)];
    drawNames(context, base, frame, ink, marks);
    for (const number of numbers) drawLeader(context, number, ink);
    for (const number of numbers.toReversed()) if (number.i !== lit) drawNumber(context, number, ink, false);
    if (recorded) drawCross(context, frame.at(recorded), ink);
    if (place) drawPlace(context, frame.at(place), ink);
    const found = numbers.find(({ i }) => i === lit);
    if (found) drawNumber(context, found, ink, true);
  }

  function highlight(i) {
    if (i === lit) return;
    lit = i;
    paint();
  }

  canvas.addEventListener("mousemove", (event) => {
    const found = numbers.find(({ x, y }) => Math.hypot(x - event.offsetX, y - event.offsetY) <= RADIUS + 3);
    const at = found ? found.i : -1;
    if (at === lit) return;
    highlight(at);
    listener(at);
  });
  canvas.addEventListener("mouseleave", () => {
    highlight(-1);
    listener(-1);
  });
  new ResizeObserver(paint).observe(node);
  document.fonts?.ready.then(paint); // names are set in a font that may come a moment later
  return { node, paint, highlight, listen: (to) => (listener = to) };
}

function key({ place, shape, recorded, losers }) {
  const entries = [
    [place, "im-key-place", "detail.keyPlace"],
    [shape, "im-key-shape", "detail.keyShape"],
    [recorded, "im-key-cross", "detail.keyRecorded"],
    [losers.some(Boolean), "im-key-number", "detail.keyLosers"],
  ];
  return entries.flatMap(([there, look, name]) => (there ? [el("span", {}, el(`i.im-key.${look}`, {}), t(name))] : []));
}

const spotsOf = (shape) => (shape ? [[shape.box[0], shape.box[1]], [shape.box[2], shape.box[3]]] : []);

/**
 * The frame that shows all spots: `{scale, dx, top, width, height, zoom, at(spot) → [x, y]}`. Where it is shorter to go
 * across ±180°, it does.
 */
export function fitted(spots, width, height) {
  const from = seam(spots.map(([x]) => x));
  const xs = spots.map(([x]) => (x < from ? x + 1 : x));
  const ys = spots.map(([, y]) => y);
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const most = TILE * 2 ** NEAREST;
  const scale = Math.min(most, (width - 2 * MARGIN) / (x1 - x0 || 1e-9), (height - 2 * MARGIN) / (y1 - y0 || 1e-9));
  const dx = width / 2 - ((x0 + x1) / 2) * scale;
  const top = ((y0 + y1) / 2) * scale - height / 2;
  const at = ([x, y]) => [(x < from ? x + 1 : x) * scale + dx, y * scale - top];
  return { scale, dx, top, width, height, zoom: Math.log2(scale / TILE), at };
}

/** How wide the frame is on the ground, in its middle; two figures say it. */
function widthKm({ scale, top, width, height }) {
  const lat = toLat((top + height / 2) / scale);
  return Number(((width / scale) * EQUATOR_KM * Math.cos((lat * Math.PI) / 180)).toPrecision(2));
}

/** Where to cut the world, so that what is shown is narrowest: after the widest gap between spots. */
function seam(xs) {
  const sorted = [...xs].sort((a, b) => a - b);
  let widest = 1 - sorted.at(-1) + sorted[0];
  let from = -Infinity;
  for (let i = 1; i < sorted.length; i++) {
    if (sorted[i] - sorted[i - 1] <= widest) continue;
    widest = sorted[i] - sorted[i - 1];
    from = sorted[i];
  }
  return from;
}

/** Where each number stands: on its spot, or where that is taken beside it. Those without room are left as dots. */
export function placeNumbers(losers, frame) {
  const taken = [];
  const numbers = [];
  for (const [i, spot] of losers.entries()) {
    if (!spot) continue;
    const [sx, sy] = frame.at(spot);
    const free = numbers.length < MOST && freeSpot(sx, sy, taken, frame);
    const [x, y] = free || [sx, sy];
    if (free) taken.push(free);
    numbers.push({ i, sx, sy, x, y, dot: !free });
  }
  return numbers;
}

function freeSpot(sx, sy, taken, { width, height }) {
  for (const reach of REACH) {
    for (const [ux, uy] of reach ? AROUND : AROUND.slice(0, 1)) {
      const [x, y] = [sx + ux * reach, sy + uy * reach];
      const inside = x > RADIUS && x < width - RADIUS && y > RADIUS && y < height - RADIUS;
      if (inside && taken.every(([tx, ty]) => Math.hypot(tx - x, ty - y) >= 2 * RADIUS + 1)) return [x, y];
    }
  }
  return null;
}

function drawOutline(context, shape, frame, ink) {
  const [left] = frame.at([shape.box[0], shape.box[1]]);
  const dx = left - shape.box[0] * frame.scale;
  context.beginPath();
  for (const { kind, paths } of shape.parts) for (const path of paths) trace(context, path, frame.scale, dx, -frame.top, kind === POLYGON);
  context.globalAlpha = 0.12;
  context.fillStyle = ink.ink;
  context.fill("evenodd");
  context.globalAlpha = 1;
  context.strokeStyle = ink.ink;
  context.lineWidth = 1.4;
  context.stroke();
}

function drawPlace(context, [x, y], ink) {
  for (const [radius, colour] of [[7.5, ink.ring], [5.5, ink.ink]]) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.fill();
  }
}

function drawCross(context, [x, y], ink) {
  context.lineCap = "round";
  for (const [width, colour] of [[5, ink.ring], [2.2, ink.ink]]) {
    context.beginPath();
    for (const side of [-1, 1]) {
      context.moveTo(x - 5, y - 5 * side);
      context.lineTo(x + 5, y + 5 * side);
    }
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }
}

function drawLeader(context, { sx, sy, x, y }, ink) {
  if (sx === x && sy === y) return;
  context.beginPath();
  context.moveTo(sx, sy);
  context.lineTo(x, y);
  context.strokeStyle = ink.quiet;
  context.lineWidth = 1;
  context.stroke();
  dot(context, sx, sy, ink);
}

function dot(context, x, y, ink) {
  context.beginPath();
  context.arc(x, y, 2.2, 0, 2 * Math.PI);
  context.fillStyle = ink.quiet;
  context.fill();
}

function drawNumber(context, { i, x, y, dot: only }, ink, lit) {
  if (only && !lit) return dot(context, x, y, ink);
  context.beginPath();
  context.arc(x, y, lit ? RADIUS + 2 : RADIUS, 0, 2 * Math.PI);
  context.fillStyle = lit ? ink.ink : ink.paper;
  context.fill();
  context.strokeStyle = lit ? ink.ring : ink.quiet;
  context.lineWidth = 1.2;
  context.stroke();
  context.font = '600 10px "Noto Sans", sans-serif';
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = lit ? ink.paper : ink.ink;
  context.fillText(String(i + 1), x, y + 0.5);
}
