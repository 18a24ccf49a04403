// Names on the map: by importance, without overlaps, decided once per zoom so that they do not flicker while panning.
import { TILE } from "../data/mercator.js";
import { stretches } from "./along.js";

// What could turn the direction of other text, or has no shape, is not part of a name on a map.
const UNSHOWN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const LONGEST = 42;
const FONT = '"Noto Sans", sans-serif';
const CELL = 64;
const HALF = 8; // pixels: half of a name's height

const tidy = (name) => {
  const shown = String(name).slice(0, 10 * LONGEST).replace(UNSHOWN, "").trim();
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST - 1)}…` : shown;
};

/** Boxes that are taken, found by a grid. */
class Taken {
  #cells = new Map();

  free([x0, y0, x1, y1]) {
    return !this.#each([x0, y0, x1, y1], (boxes) =>
      boxes.some((b) => b[0] < x1 && b[2] > x0 && b[1] < y1 && b[3] > y0),
    );
  }

  add(box) {
    this.#each(box, (boxes) => void boxes.push(box));
  }

  #each([x0, y0, x1, y1], visit) {
    for (let cx = Math.floor(x0 / CELL); cx <= Math.floor(x1 / CELL); cx++) {
      for (let cy = Math.floor(y0 / CELL); cy <= Math.floor(y1 / CELL); cy++) {
        const key = cx * 67108864 + cy;
        if (!this.#cells.has(key)) this.#cells.set(key, []);
        if (visit(this.#cells.get(key))) return true;
      }
    }
    return false;
  }
}

const WATER = { water: true, italic: true };

function dressing(label, zoom) {
  switch (label.kind) {
    case "country":
      return { font: `600 ${zoom < 5 ? 11 : 13}px ${FONT}`, spacing: 2.5, upper: true, faint: true };
    case "region":
      return { font: `400 ${zoom < 7 ? 10 : 11.5}px ${FONT}`, spacing: 1.6, upper: true, faint: true };
    case "sea":
      return { ...WATER, font: `italic 400 ${zoom < 5 ? 11 : 13}px ${FONT}`, spacing: 1.8, centred: true };
    case "lake":
      return { ...WATER, font: `italic 400 11px ${FONT}`, centred: true };
    case "river":
      return { ...WATER, font: `italic 400 ${label.size > 14 ? 11.5 : 10.5}px ${FONT}`, spacing: 0.6 };
    case "incident":
      return { font: `600 12px ${FONT}` };
    default:
      return { font: `400 ${label.population > 200000 ? 13 : label.population > 5000 ? 12 : 11}px ${FONT}`, dot: true };
  }
}

const fromSize = (population) => 10.6 - 0.95 * Math.log2(1 + population / 8000);

/** The zoom from which a label is wanted at all. */
function fromZoom(label) {
  switch (label.kind) {
    case "country":
      return Math.max(2, 5.6 - Math.log2(Math.max(0.3, label.size)));
    case "region":
      return Math.max(5, 7.6 - Math.log2(Math.max(0.2, label.size)));
    case "sea":
      return Math.max(3, 6.6 - Math.log2(Math.max(0.3, label.size)));
    case "lake":
      return Math.max(4, 7.6 - 1.2 * Math.log2(Math.max(0.05, label.size)));
    case "river":
      return Math.max(4, 9.6 - Math.log2(Math.max(0.2, label.size)));
    case "incident":
      return Math.min(8, fromSize(label.population));
    default:
      // Gazetteers list the quarters of a city as settlements: from afar the city's own name says enough.
      return Math.max(fromSize(label.population), label.suburb ? 10.5 : 0);
  }
}

/** The zoom from which a name has become too large a thing to say. */
const untilZoom = (label) => label.until ?? { country: 8.2, region: 10.5, sea: 9.5 }[label.kind] ?? Infinity;

/**
 * Place labels for a zoom.
 *
 * @param {object[]} labels in order of importance: `{kind, name, x, y, …}`
 * @param {{x: number, y: number, radius: number}[]} marks what must stay free, on the unit square, radius in pixels
 * @param {(font: string, text: string) => number} measure
 * @returns {object[]} `{text, x, y, dx, dy, align, box, …}`: where to write, as pixels from the label's own spot; `box`
 *   is what it takes, in pixels of the world at that zoom
 */
export function placeLabels(labels, marks, zoom, measure) {
  const scale = TILE * 2 ** zoom;
  const taken = new Taken();
  for (const { x, y, radius } of marks) {
    taken.add([x * scale - radius, y * scale - radius, x * scale + radius, y * scale + radius]);
  }
  const placed = [];
  for (const label of labels) {
    if (zoom < fromZoom(label) || zoom > untilZoom(label)) continue;
    const dress = dressing(label, zoom);
    const text = dress.upper ? tidy(label.name).toUpperCase() : tidy(label.name);
    if (!text) continue;
    const width = measure(dress.font, text) + (dress.spacing ?? 0) * text.length;
    const shown = { ...dress, kind: label.kind, text, x: label.x, y: label.y };
    if (label.kind === "river") {
      for (const spot of alongRiver(label, width, scale, taken)) placed.push({ ...shown, ...spot });
      continue;
    }
    const spot = findSpot(label, dress, width, scale, taken);
    if (spot) placed.push({ ...shown, ...spot });
  }
  return placed;
}

const STRETCHES = new WeakMap(); // of each river, at the zoom that it was last looked at

function stretchesOf(paths, scale, width) {
  const known = STRETCHES.get(paths);
  if (known?.scale === scale && known.width === width) return known.found;
  const found = stretches(paths, scale, width);
  STRETCHES.set(paths, { scale, width, found });
  return found;
}

function alongRiver({ paths }, width, scale, taken) {
  return stretchesOf(paths, scale, width).flatMap(({ x, y, angle }) => {
    const [h, v] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
    const [wide, tall] = [(h * width) / 2 + v * HALF, (v * width) / 2 + h * HALF];
    const box = [x * scale - wide, y * scale - tall, x * scale + wide, y * scale + tall];
    if (!taken.free(box)) return [];
    taken.add(box);
    return [{ x, y, dx: 0, dy: 0, align: "center", angle, box }];
  });
}

function findSpot(label, dress, width, scale, taken) {
  const x = label.x * scale;
  const y = label.y * scale;
  const away = label.kind === "incident" ? (label.radius ?? 10) + 4 : 7;
  const spots = dress.upper || dress.centred
    ? [{ dx: 0, dy: 0, align: "center" }, { dx: 0, dy: -26, align: "center" }, { dx: 0, dy: 26, align: "center" }]
    : [
        { dx: away, dy: 0, align: "left" },
        { dx: -away, dy: 0, align: "right" },
        { dx: 0, dy: -away - 6, align: "center" },
        { dx: 0, dy: away + 6, align: "center" },
      ];
  // The settlement's own dot must be free as well, or it would say that the mark upon it is that settlement.
  const dot = [x - 3, y - 3, x + 3, y + 3];
  if (dress.dot && !taken.free(dot)) return null;
  for (const spot of spots) {
    const left = x + spot.dx - { left: 0, right: width, center: width / 2 }[spot.align];
    const box = [left - 4, y + spot.dy - HALF, left + width + 4, y + spot.dy + HALF];
    if (!taken.free(box)) continue;
    taken.add(box);
    if (dress.dot) taken.add(dot);
    return { ...spot, box };
  }
  return null;
}

export function drawLabels(context, placed, frame, dx, { colours, sprites }) {
  for (const label of placed) {
    const x = label.x * frame.scale + dx;
    const y = label.y * frame.scale - frame.top;
    if (x < -200 || x > frame.width + 200 || y < -30 || y > frame.height + 30) continue;
    if (label.dot) sprites.draw(context, "dot", x, y, [4, 4], (pen) => drawDot(pen, colours));
    const [left, top, right, bottom] = label.box;
    const half = [(right - left) / 2 + 2, (bottom - top) / 2 + 4];
    const { text, font, kind, angle } = label;
    sprites.draw(context, `${kind} ${font} ${angle} ${text}`, (left + right) / 2 + dx, (top + bottom) / 2 - frame.top, half,
      (pen) => write(pen, label, colours));
  }
}

/** Write a name around (0, 0). */
function write(context, { text, kind, font, spacing, faint, water, angle }, colours) {
  context.textBaseline = "middle";
  context.textAlign = "center";
  context.lineJoin = "round";
  context.font = font;
  if ("letterSpacing" in context) context.letterSpacing = `${spacing ?? 0}px`;
  context.globalAlpha = faint ? 0.62 : 1;
  context.strokeStyle = water ? colours.land : colours.halo;
  context.lineWidth = water ? 2 : 3.5;
  context.fillStyle = water ? colours.waterlabel : colours.label;
  if (angle) context.rotate(angle);
  // Names in the water need no halo: nothing lies under them.
  if (kind !== "sea") context.strokeText(text, 0, 0);
  context.fillText(text, 0, 0);
}

function drawDot(context, colours) {
  context.beginPath();
  context.arc(0, 0, 2.4, 0, 2 * Math.PI);
  context.fillStyle = colours.halo;
  context.fill();
  context.strokeStyle = colours.label;
  context.lineWidth = 1.2;
  context.stroke();
}
