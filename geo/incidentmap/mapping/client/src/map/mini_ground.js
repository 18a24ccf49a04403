// What lies under a small map: land, borders, and the largest places' names, out of the page's base data.
import { trace } from "../data/shapes.js";

const FINE_FROM = 4; // the zoom from which the fine drawing is worth its while
const NAMED_FROM = 5;
const NAMES = 5;
const FONT = '10px "Noto Sans", sans-serif';

export function drawGround(context, { world, near, box }, frame, ink) {
  context.fillStyle = ink.water;
  context.fillRect(0, 0, frame.width, frame.height);
  const copies = Array.from({ length: 4 }, (_, i) => frame.dx + (i - 2) * frame.scale);
  for (const dx of copies) {
    if (dx + frame.scale < 0 || dx > frame.width) continue;
    const fine = near && frame.zoom >= FINE_FROM && within(box, frame, dx);
    drawLand(context, fine ? near : world, frame, dx, ink);
  }
}

/** Whether all of the frame lies in a box of the unit square. */
function within([x0, y0, x1, y1], { scale, top, width, height }, dx) {
  return x0 * scale + dx <= 0 && x1 * scale + dx >= width && y0 * scale <= top && y1 * scale >= top + height;
}

function drawLand(context, drawing, frame, dx, ink) {
  const path = (paths, close) => {
    context.beginPath();
    for (const { path: line, box: [x0, y0, x1, y1] } of paths ?? []) {
      const seen = x1 * frame.scale + dx > 0 && x0 * frame.scale + dx < frame.width && y1 * frame.scale > frame.top && y0 * frame.scale < frame.top + frame.height;
      if (seen) trace(context, line, frame.scale, dx, -frame.top, close);
    }
  };
  context.lineJoin = "round";
  path(drawing.land, true);
  context.fillStyle = ink.land;
  context.fill("evenodd");
  for (const [paths, colour, dash] of [[frame.zoom >= 5 && drawing.region, ink.region, []], [drawing.country, ink.country, []], [drawing.disputed, ink.country, [4, 3]]]) {
    if (!paths) continue;
    path(paths);
    context.setLineDash(dash);
    context.strokeStyle = colour;
    context.lineWidth = 1;
    context.stroke();
  }
  context.setLineDash([]);
}

/** Name the largest places, where nothing else stands. */
export function drawNames(context, { settlements }, frame, ink, marks) {
  if (frame.zoom < NAMED_FROM) return;
  const taken = marks.map(([x, y]) => [x - 12, y - 12, x + 12, y + 12]);
  const inside = [];
  for (const place of settlements ?? []) {
    const [x, y] = frame.at([place.x, place.y]);
    if (x > 4 && x < frame.width - 4 && y > 8 && y < frame.height - 8) inside.push({ ...place, x, y });
  }
  inside.sort((a, b) => b.population - a.population);
  context.font = FONT;
  context.textAlign = "start";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  let named = 0;
  for (const { name, x, y } of inside) {
    if (named === NAMES) return;
    const box = [x - 3, y - 7, x + 7 + context.measureText(name).width, y + 7];
    if (box[2] > frame.width || taken.some((other) => overlap(box, other))) continue;
    taken.push(box);
    named++;
    context.beginPath();
    context.arc(x, y, 1.8, 0, 2 * Math.PI);
    context.fillStyle = ink.label;
    context.fill();
    context.strokeStyle = ink.halo;
    context.lineWidth = 3;
    context.strokeText(name, x + 5, y);
    context.fillText(name, x + 5, y);
  }
}

const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
