// The map as one picture, with all that it needs to be understood elsewhere: title, what is shown, legend, scale, and
// what the page says of itself. Text from outside is drawn as text.
import { creditLines } from "../ui/about.js";
import { cut } from "../ui/dom.js";
import { howMany, shown } from "./described.js";

export const SHARP = 2; // pixels for each of the page's
const EDGE = 20;
const FONT = '"Noto Sans", system-ui, sans-serif';

/** Bidirectional text keeps to itself. */
const isolated = (text) => `\u2068${text}\u2069`;

/** The layers that draw themselves, the lowest first. */
function layersOf(map) {
  const layers = [];
  map.eachLayer((layer) => layer.paint && layer.frame && layers.push(layer));
  return layers.sort((a, b) => a._paneZ - b._paneZ);
}

/** Draw the map as it stands onto a canvas of its size, in the colours that it is to wear there. */
export function drawMap(map, worn) {
  const { x: width, y: height } = map.getSize();
  const canvas = sheet(width, height);
  const context = canvas.getContext("2d");
  for (const layer of layersOf(map)) {
    const own = layer.colours;
    layer.colours = worn;
    context.save();
    context.setTransform(SHARP, 0, 0, SHARP, 0, 0);
    try {
      layer.paint(context, layer.frame, worn);
    } finally {
      layer.colours = own;
    }
    context.restore();
  }
  context.save();
  context.setTransform(SHARP, 0, 0, SHARP, 0, 0);
  drawScale(context, map, width, height, worn);
  context.restore();
  // What lies below is water.
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = worn.water;
  context.fillRect(0, 0, canvas.width, canvas.height);
  return canvas;
}

function sheet(width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * SHARP);
  canvas.height = Math.round(height * SHARP);
  return canvas;
}

/** The whole picture as a canvas. */
export function picture(view, map, colours) {
  const drawn = drawMap(map, colours);
  const size = map.getSize();
  const width = Math.max(size.x, 360) + 2 * EDGE;
  const measure = sheet(1, 1).getContext("2d");
  const block = (texts, font, line) => ({ font, line, lines: texts.flatMap((text) => wrapped(measure, text, font, width - 2 * EDGE)) });
  const head = block([isolated(cut(view.config.title, 200))], `600 20px ${FONT}`, 26);
  const what = block([howMany(view), shown(view.filters, view.engine.tree)], `13px ${FONT}`, 18);
  const entries = legendEntries(map);
  const legend = placed(measure, entries, width - 2 * EDGE);
  const notes = bordersNote(map);
  const foot = block([...(notes ? [notes] : []), ...creditLines(view).map((line) => isolated(cut(line, 600)))], `11px ${FONT}`, 15);
  const tall = ({ lines, line }) => lines.length * line;
  const top = EDGE + tall(head) + 4 + tall(what) + 12;
  const height = top + size.y + 14 + legend.height + 10 + tall(foot) + EDGE;

  const canvas = sheet(width, height);
  const context = canvas.getContext("2d");
  context.scale(SHARP, SHARP);
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, width, height);
  context.textBaseline = "alphabetic";
  write(context, head, EDGE, EDGE, colours.ink);
  write(context, what, EDGE, EDGE + tall(head) + 4, colours.quiet);
  context.drawImage(drawn, EDGE, top, size.x, size.y);
  context.strokeStyle = colours.region;
  context.strokeRect(EDGE, top, size.x, size.y);
  drawLegend(context, legend, EDGE, top + size.y + 14, colours);
  write(context, foot, EDGE, top + size.y + 14 + legend.height + 10, colours.quiet);
  return canvas;
}

function write(context, { lines, font, line }, x, y, colour) {
  context.font = font;
  context.fillStyle = colour;
  context.textAlign = "left";
  lines.forEach((text, i) => context.fillText(text, x, y + (i + 0.75) * line));
}

/** Lines no wider than `width`; a word that is wider is cut. */
function wrapped(context, text, font, width) {
  context.font = font;
  const fits = (candidate) => context.measureText(candidate).width <= width;
  const lines = [];
  let line = "";
  for (let word of text.split(/\s+/).filter(Boolean)) {
    if (line && !fits(`${line} ${word}`)) {
      lines.push(line);
      line = "";
    }
    while (!fits(word) && word.length > 1) {
      let end = word.length;
      while (end > 1 && !fits(word.slice(0, end))) end = Math.floor(end * 0.8);
      lines.push(word.slice(0, end));
      word = word.slice(end);
    }
    line = line ? `${line} ${word}` : word;
  }
  return [...lines, line].filter(Boolean);
}

/** The legend's entries as the page has them: their drawing and their words. */
export function legendEntries(map) {
  const items = map.getContainer().closest(".im-app")?.querySelectorAll(".im-legend li") ?? [];
  return [...items].filter((item) => !item.closest("[hidden]")).map((item) => {
    const sample = item.querySelector("[aria-hidden]:not(svg)");
    const text = [...item.childNodes].filter((node) => node !== sample && node.nodeName !== "svg").map((node) => node.textContent).join("").trim();
    return { text: cut(text, 120), svg: item.querySelector("svg"), dashed: sample?.className.includes("dashed"), count: sample?.textContent ?? null };
  });
}

const bordersNote = (map) => map.getContainer().closest(".im-app")?.querySelector(".im-borders")?.textContent ?? null;

function placed(context, entries, width) {
  context.font = `12px ${FONT}`;
  const spots = [];
  let [x, y] = [0, 0];
  for (const entry of entries) {
    const wide = 26 + context.measureText(entry.text).width + 18;
    if (x && x + wide > width) [x, y] = [0, y + 22];
    spots.push({ ...entry, x, y });
    x += wide;
  }
  return { spots, height: entries.length ? y + 22 : 0 };
}

function drawLegend(context, { spots }, left, top, colours) {
  for (const { text, svg, dashed, count, x, y } of spots) {
    const [cx, cy] = [left + x + 10, top + y + 10];
    if (svg) drawIcon(context, svg, cx, cy, colours);
    else drawSample(context, { dashed, count }, cx, cy, colours);
    context.font = `12px ${FONT}`;
    context.fillStyle = colours.ink;
    context.textAlign = "left";
    context.fillText(text, cx + 16, cy + 4);
  }
}

/** Draw the paths of one of the page's own icons. */
function drawIcon(context, svg, cx, cy, colours) {
  const side = Number(svg.getAttribute("viewBox")?.split(" ")[2]) || 22;
  const colour = (value) => (value === "currentColor" ? colours.ink : value);
  context.save();
  context.translate(cx, cy);
  context.scale(18 / side, 18 / side);
  for (const path of svg.querySelectorAll("path")) {
    const shape = new Path2D(path.getAttribute("d"));
    const fill = path.getAttribute("fill");
    context.globalAlpha = Number(path.getAttribute("fill-opacity") ?? 1);
    if (fill && fill !== "none") {
      context.fillStyle = colour(fill);
      context.fill(shape, "evenodd");
    }
    context.globalAlpha = 1;
    const stroke = path.getAttribute("stroke");
    if (!stroke) continue;
    context.strokeStyle = colour(stroke);
    context.lineWidth = Number(path.getAttribute("stroke-width") ?? 1);
    context.lineCap = "round";
    context.setLineDash((path.getAttribute("stroke-dasharray") ?? "").split(" ").filter(Boolean).map(Number));
    context.stroke(shape);
  }
  context.restore();
}

function drawSample(context, { dashed, count }, cx, cy, colours) {
  context.save();
  context.strokeStyle = dashed ? colours.country : colours.ink;
  context.lineWidth = 1.6;
  context.beginPath();
  if (dashed) {
    context.setLineDash([5, 4]);
    context.moveTo(cx - 9, cy);
    context.lineTo(cx + 9, cy);
  } else context.arc(cx, cy, 8, 0, 2 * Math.PI);
  context.stroke();
  context.font = `600 9px ${FONT}`;
  context.textAlign = "center";
  context.fillStyle = colours.ink;
  if (count && !dashed) context.fillText(count.slice(0, 3), cx, cy + 3);
  context.restore();
}

/** The scale bar, as long as the one on the page. */
function drawScale(context, map, right, bottom, colours) {
  const line = map.getContainer().querySelector(".leaflet-control-scale-line");
  const wide = line?.offsetWidth;
  if (!wide) return;
  const [x, y] = [right - wide - 12, bottom - 12];
  for (const [colour, width] of [[colours.halo, 5], [colours.ink, 1.6]]) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(x, y - 5);
    context.lineTo(x, y);
    context.lineTo(x + wide, y);
    context.lineTo(x + wide, y - 5);
    context.stroke();
  }
  context.font = `11px ${FONT}`;
  context.textAlign = "center";
  context.lineWidth = 3;
  context.strokeStyle = colours.halo;
  context.strokeText(line.textContent, x + wide / 2, y - 6);
  context.fillStyle = colours.ink;
  context.fillText(line.textContent, x + wide / 2, y - 6);
}
