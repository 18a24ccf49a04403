// Painting the histogram and the strip below it. One canvas each, however many incidents there are.
import { NONE } from "../../data/columns.js";
import { formatInterval } from "../../data/time.js";
import { t } from "../../words/index.js";

export const LANE = 15; // pixels above the bars, for what is selected and for the highest bar's number

function prepare(canvas, { width, height }) {
  const ratio = Math.min(3, window.devicePixelRatio || 1);
  if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
  if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return { context, width, height, ratio };
}

const tiles = new Map();

/** A pattern of diagonal lines that is as sharp as the screen. */
function hatched(context, colour, ratio) {
  const key = `${colour} ${ratio}`;
  if (!tiles.has(key)) {
    const tile = document.createElement("canvas");
    const size = Math.round(5 * ratio);
    tile.width = tile.height = size;
    const pen = tile.getContext("2d");
    pen.strokeStyle = colour;
    pen.lineWidth = 1.5 * ratio;
    pen.beginPath();
    for (const by of [-size, 0, size]) {
      pen.moveTo(by - ratio, size + ratio);
      pen.lineTo(by + size + ratio, -ratio);
    }
    pen.stroke();
    tiles.set(key, tile);
  }
  const pattern = context.createPattern(tiles.get(key), "repeat");
  pattern.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern;
}

/**
 * Paint the chart.
 *
 * @param {{width: number, height: number}} size of the canvas on the page
 * @param {{model: object, span: ?number[], pointed: number, marks: object[], colours: object}} what `pointed` is the bar
 *   under the pointer, `marks` are intervals [{start, end, strong}]
 */
export function paintChart(canvas, size, { model, span, pointed, marks, colours }) {
  const { context, width, height, ratio } = prepare(canvas, size);
  const { edges, unit } = model.shown.bins;
  const { all, own, vague } = model.shown.counts;
  const most = Math.max(1, ...all);
  const room = height - LANE - 1;
  // By the square root, so that a quiet month is not nothing beside a loud one.
  const tall = (count) => (count > 0 ? Math.max(2.5, Math.sqrt(count / most) * room) : 0);
  const bars = [];
  for (let i = 0; i < all.length; i++) {
    const left = model.x(edges[i]);
    bars.push([left, Math.max(1, model.x(edges[i + 1]) - left - 1)]);
  }
  const fill = (counts, from = null) => {
    for (let i = 0; i < bars.length; i++) {
      const top = tall(counts[i]);
      const low = from ? tall(from[i]) : 0;
      if (top > low) context.fillRect(bars[i][0], height - 1 - top, bars[i][1], top - low);
    }
  };
  context.fillStyle = colours.rule;
  context.fillRect(0, LANE, width, 1);
  if (pointed >= 0 && pointed < bars.length) {
    context.fillStyle = colours.hover;
    context.fillRect(bars[pointed][0], LANE, bars[pointed][1], room);
  }
  const exact = own.map((count, i) => count - vague[i]);
  // What a filter hides is the palest; what only the time leaves out is pale; what is shown is dark.
  context.fillStyle = colours.baroff;
  context.globalAlpha = 0.5;
  fill(all, own);
  context.globalAlpha = 1;
  const layer = (colour, ground) => {
    context.fillStyle = colour;
    fill(exact);
    if (!vague.some((count) => count > 0)) return;
    context.fillStyle = ground;
    fill(own, exact);
    context.fillStyle = hatched(context, colour, ratio);
    fill(own, exact);
  };
  if (span) layer(colours.baroff, colours.paper);
  context.save();
  if (span) {
    context.beginPath();
    context.rect(model.x(span[0]), 0, model.x(span[1] + 1) - model.x(span[0]), height);
    context.clip();
  }
  layer(colours.bar, colours.hover);
  context.restore();
  context.fillStyle = colours.quiet;
  context.fillRect(0, height - 1, width, 1);
  context.font = '11px "Noto Sans", system-ui, sans-serif';
  context.textBaseline = "middle";
  const taken = paintMarks(context, { model, marks, colours, width, height });
  paintMost(context, { most: Math.max(0, ...all), unit, colours, width, taken });
}

// How many the highest bar has, at the height where it ends; it gives way to the words of what is selected.
function paintMost(context, { most, unit, colours, width, taken }) {
  if (!most) return;
  const text = t("time.most", { count: most, per: t(`time.${unit}`) });
  const wide = context.measureText(text).width;
  const free = (x) => !taken || taken[1] < x - 12 || taken[0] > x + wide + 12;
  const x = [width - 4 - wide, 4].find(free);
  if (x === undefined) return;
  context.fillStyle = colours.quiet;
  context.textAlign = "left";
  context.fillText(text, x, LANE / 2 - 1);
}

/** The intervals of what is selected and hovered, as brackets over the bars. Returns the pixels its words take. */
function paintMarks(context, { model, marks, colours, width, height }) {
  let taken = null;
  for (const { start, end, strong } of marks) {
    if (start === NONE && end === NONE) continue;
    const left = start === NONE ? -20 : model.x(start);
    const right = end === NONE ? width + 20 : model.x(end + 1);
    const middle = (left + right) / 2;
    const half = Math.max(3.5, (right - left) / 2);
    const [a, b] = [middle - half, middle + half];
    context.strokeStyle = context.fillStyle = strong ? colours.accent : colours.quiet;
    context.lineWidth = strong ? 2 : 1.25;
    context.setLineDash(strong ? [] : [3, 2]);
    if (b >= 0 && a <= width) {
      context.beginPath();
      context.moveTo(a, LANE + 6);
      context.lineTo(a, LANE);
      context.lineTo(b, LANE);
      context.lineTo(b, LANE + 6);
      context.stroke();
      context.globalAlpha = strong ? 0.14 : 0.08;
      context.fillRect(a, LANE, b - a, height - LANE - 1);
      context.globalAlpha = 1;
    }
    context.setLineDash([]);
    if (!strong) continue;
    const words = t("time.selected", { when: formatInterval(start, end) });
    const text = b < 0 ? `◂ ${words}` : a > width ? `${words} ▸` : words;
    const wide = context.measureText(text).width;
    const x = Math.max(4, Math.min(width - wide - 4, (Math.max(0, a) + Math.min(width, b)) / 2 - wide / 2));
    context.textAlign = "left";
    context.fillText(text, x, LANE / 2 - 1);
    taken = [x, x + wide];
  }
  return taken;
}

/** Paint the strip of the whole span, with a frame around what the chart shows. */
export function paintOverview(canvas, size, { model, span, colours }) {
  const { context, width, height } = prepare(canvas, size);
  if (!model.overview) return;
  const { edges, all } = model.overview;
  const [first, last] = model.whole;
  const [left, right] = model.scale.range();
  const x = (day) => left + ((day - first) / (last - first)) * (right - left);
  const most = Math.max(1, ...all);
  context.fillStyle = colours.baroff;
  for (let i = 0; i < all.length; i++) {
    if (!all[i]) continue;
    const top = Math.max(1.5, Math.sqrt(all[i] / most) * (height - 3));
    context.fillRect(x(edges[i]), height - 1 - top, Math.max(1, x(edges[i + 1]) - x(edges[i])), top);
  }
  if (span) {
    context.fillStyle = colours.accent;
    context.fillRect(x(Math.max(first, span[0])), height - 2, Math.max(2, x(Math.min(last, span[1] + 1)) - x(Math.max(first, span[0]))), 2);
  }
  if (!model.zoomed) return;
  const [a, b] = model.window.map(x);
  const wide = Math.max(4, b - a);
  const at = Math.min(a, width - wide - 1);
  context.fillStyle = colours.ink;
  context.globalAlpha = 0.1;
  context.fillRect(at, 0, wide, height);
  context.globalAlpha = 1;
  context.strokeStyle = colours.ink;
  context.lineWidth = 1.25;
  context.strokeRect(at + 0.5, 0.75, wide - 1, height - 1.5);
}
