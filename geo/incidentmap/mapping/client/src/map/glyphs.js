// Drawing marks: glyphs, the badges of groups, and the tags of areas.
import { STYLES } from "../look.js";

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

const KINDS = 3; // glyphs in a tag, at most
const STEP = 15; // pixels from one to the next

/** The types of what is reported in some areas, the most frequent first; no more than a tag shows. */
export function kindsOf(areas) {
  const tally = new Uint32Array(STYLES.length);
  for (const { style, styles, count } of areas) {
    if (styles) for (let i = 0; i < tally.length; i++) tally[i] += styles[i];
    else tally[style] += count;
  }
  return [...tally.keys()].filter((i) => tally[i]).sort((a, b) => tally[b] - tally[a]).slice(0, KINDS);
}

const counted = ({ count }) => (count > 1 ? shortCount(count).length * 7.5 + 3 : 0);

/** Half of a tag's width. */
export const tagHalf = (tag) => (tag.kinds.length * STEP + counted(tag)) / 2 + 4;

/** What is reported in an area: a tag, square and of paper so that it is not taken for a mark of a spot. */
export function drawTag(context, x, y, tag, { colours, lit = false }) {
  const { half, kinds, count } = tag;
  context.beginPath();
  context.roundRect(x - half - 1.5, y - 12, half * 2 + 3, 24, 5.5);
  context.fillStyle = lit ? colours.ink : colours.ring;
  context.fill();
  context.beginPath();
  context.roundRect(x - half, y - 10.5, half * 2, 21, 4);
  context.fillStyle = colours.paper;
  context.fill();
  context.strokeStyle = STYLES[kinds[0]].colour;
  context.lineWidth = 1.5;
  context.stroke();
  for (const [i, style] of kinds.entries()) {
    context.save();
    context.translate(x - half + 4 + STEP * (i + 0.5), y);
    context.scale(0.58, 0.58);
    context.fillStyle = STYLES[style].colour;
    context.fill(pathOf(style), "evenodd");
    context.restore();
  }
  if (count > 1) drawCount(context, x + half - 4 - counted(tag) / 2, y, count, 17, colours.ink);
}
