// Drawing single marks: glyphs, group badges, discs and hatched areas.
import { isCut, POLYGON, traceUncut } from "../data/shapes.js";
import { STYLES } from "../look.js";
import { trace } from "./canvas.js";

const PATHS = new Map();

function pathOf(style) {
  if (!PATHS.has(style)) PATHS.set(style, new Path2D(STYLES[style].glyph));
  return PATHS.get(style);
}

/** One incident: a filled glyph with a ring, or hollow where the spot is only the centre of something wider. */
export function drawGlyph(context, x, y, style, { colours, hollow = false, size = 1 }) {
  const path = pathOf(style);
  context.save();
  context.translate(x, y);
  context.scale(0.8 * size, 0.8 * size);
  context.lineJoin = "round";
  context.strokeStyle = colours.ring;
  context.lineWidth = hollow ? 6.5 : 4.5;
  context.stroke(path);
  if (hollow) {
    context.fillStyle = colours.paper;
    context.fill(path);
    context.strokeStyle = STYLES[style].colour;
    context.lineWidth = 2.6;
    context.stroke(path);
  } else {
    context.fillStyle = STYLES[style].colour;
    context.fill(path, "evenodd");
  }
  context.restore();
}

/** Several incidents: how many, in a ring whose parts show the share of each type. */
export function drawBadge(context, x, y, radius, count, styles, { colours }) {
  context.beginPath();
  context.arc(x, y, radius + 1.5, 0, 2 * Math.PI);
  context.fillStyle = colours.ring;
  context.fill();
  const width = Math.max(3.5, radius * 0.27);
  let angle = -Math.PI / 2;
  context.lineWidth = width;
  for (const i of [...styles.keys()].sort((a, b) => styles[b] - styles[a])) {
    if (!styles[i]) continue;
    const end = angle + (styles[i] / count) * 2 * Math.PI;
    context.beginPath();
    context.arc(x, y, radius - width / 2, angle, end);
    context.strokeStyle = STYLES[i].colour;
    context.stroke();
    angle = end;
  }
  context.beginPath();
  context.arc(x, y, radius - width, 0, 2 * Math.PI);
  context.fillStyle = colours.paper;
  context.fill();
  drawCount(context, x, y, count, radius, colours.ink);
}

function drawCount(context, x, y, count, radius, ink) {
  context.font = `600 ${Math.max(11, Math.min(15, radius * 0.72))}px "Noto Sans", sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = ink;
  context.fillText(shortCount(count), x, y + 0.5);
}

function shortCount(count) {
  if (count < 1000) return String(count);
  if (count < 10000) return `${Math.floor(count / 100) / 10}k`;
  return count < 1000000 ? `${Math.floor(count / 1000)}k` : `${Math.floor(count / 100000) / 10}M`;
}

/** How many incidents share an area: a tag, square so that it is not taken for a group of spots. */
export function drawTag(context, x, y, count, style, { colours }) {
  const text = shortCount(count);
  const half = 10 + text.length * 3.5;
  context.beginPath();
  context.roundRect(x - half, y - 11, half * 2, 22, 5);
  context.fillStyle = colours.paper;
  context.fill();
  context.strokeStyle = STYLES[style].colour;
  context.lineWidth = 2;
  context.stroke();
  drawCount(context, x, y, count, 17, colours.ink);
}

function outline(context, shape, frame, dx) {
  context.beginPath();
  for (const { kind, paths } of shape.parts) {
    for (const path of paths) trace(context, path, frame.scale, dx, -frame.top, kind === POLYGON);
  }
}

function strokeOutline(context, shape, frame, dx) {
  if (isCut(shape)) {
    context.beginPath();
    for (const { kind, paths } of shape.parts) {
      for (const path of paths) (kind === POLYGON ? traceUncut : trace)(context, path, frame.scale, dx, -frame.top);
    }
  }
  context.stroke();
}

/** "Near": full at the centre, soft towards the edge, with a fine line where the disc ends. */
export function drawDisc(context, shape, centre, style, frame, dx, { strong }) {
  const { colour } = STYLES[style];
  const [x0, y0, x1, y1] = shape.box;
  const cx = centre[0] * frame.scale + dx;
  const cy = centre[1] * frame.scale - frame.top;
  const reach = (Math.max(x1 - x0, y1 - y0) / 2) * frame.scale;
  outline(context, shape, frame, dx);
  const fill = context.createRadialGradient(cx, cy, 0, cx, cy, Math.max(1, reach));
  fill.addColorStop(0, `${colour}4d`);
  fill.addColorStop(0.6, `${colour}40`);
  fill.addColorStop(1, `${colour}14`);
  context.fillStyle = fill;
  context.fill("evenodd");
  context.strokeStyle = strong ? colour : `${colour}73`;
  context.lineWidth = strong ? 2 : 1;
  context.setLineDash(strong ? [] : [2, 3]);
  strokeOutline(context, shape, frame, dx);
  context.setLineDash([]);
}

/** District, region, strip: outline and sparse diagonal hatch; lines keep their place on the ground while panning. */
export function drawArea(context, shape, style, frame, dx, { strong, hatched }) {
  const { colour } = STYLES[style];
  context.save();
  outline(context, shape, frame, dx);
  if (hatched && shape.parts.some(({ kind }) => kind === POLYGON)) {
    context.fillStyle = `${colour}${strong ? "1f" : "0f"}`;
    context.fill("evenodd");
  }
  context.strokeStyle = colour;
  context.globalAlpha = strong ? 1 : 0.75;
  context.lineWidth = strong ? 3 : 1.8;
  context.lineJoin = "round";
  strokeOutline(context, shape, frame, dx);
  if (hatched) {
    if (isCut(shape)) outline(context, shape, frame, dx);
    context.clip("evenodd");
    hatch(context, shape.box, frame, dx);
    context.globalAlpha = strong ? 0.75 : 0.42;
    context.lineWidth = 1.2;
    context.stroke();
  }
  context.restore();
}

function hatch(context, [x0, y0, x1, y1], frame, dx) {
  const step = 14;
  const left = Math.max(0, x0 * frame.scale + dx);
  const right = Math.min(frame.width, x1 * frame.scale + dx);
  const top = Math.max(0, y0 * frame.scale - frame.top);
  const bottom = Math.min(frame.height, y1 * frame.scale - frame.top);
  // The phase comes from the world's pixels, so the hatch does not swim when the map moves.
  const phase = (((dx - frame.top) % step) + step) % step;
  context.beginPath();
  for (let c = Math.floor((left + top) / step) * step + phase - step; c <= right + bottom + step; c += step) {
    context.moveTo(c - top, top);
    context.lineTo(c - bottom, bottom);
  }
}
