// The soft fills of all areas as one layer of its own, laid over the map at once: however many areas lie on each other,
// the map is never covered more than by one of them.
import { STYLES } from "../look.js";
import { LOOKS } from "../looks.js";
import { inView, outline } from "./outline.js";

const FEATHER = 16; // pixels over which an edge fades
const STEPS = 6;
const FEATHERED = 120; // with more areas in view than so many, edges are plain
const TINT = { hatch: 0.2, rungs: 0.4, soft: 0.8, several: 0.7 };

const hex = (share) => Math.round(share * 255).toString(16).padStart(2, "0");

export class Fills {
  #layer = document.createElement("canvas");
  #sheet = document.createElement("canvas");

  /** Paint the fills of areas, the first below. Half the sharpness of the map's lines is enough for them. */
  paint(context, areas, frame, dx, { colours }) {
    const filled = areas.filter(({ look }) => LOOKS[look].fill);
    if (!filled.length) return;
    const layer = sized(this.#layer, frame.width, frame.height);
    const plain = filled.filter(({ look }) => isSoft(LOOKS[look].fill)).length > FEATHERED;
    for (const area of filled) {
      const { fill } = LOOKS[area.look];
      if (isSoft(fill) && !plain) this.#feathered(layer, area, fill, frame, dx);
      else {
        outline(layer, area.shape, frame, dx);
        layer.fillStyle = paintOf(layer, area, fill, frame, dx);
        layer.fill("evenodd");
      }
    }
    context.globalAlpha = Number(colours.fill) || 0.34; // at most, of all of them together
    context.drawImage(this.#layer, 0, 0, frame.width, frame.height);
    context.globalAlpha = 1;
  }

  /** On a sheet of its own, from which the edge is rubbed out bit by bit. */
  #feathered(layer, area, fill, frame, dx) {
    const [left, top, right, bottom] = inView(area.shape.box, frame, dx).map(Math.floor);
    if (right < left || bottom < top) return;
    const sheet = sized(this.#sheet, right - left + 1, bottom - top + 1);
    sheet.translate(-left, -top);
    outline(sheet, area.shape, frame, dx);
    sheet.fillStyle = paintOf(sheet, area, fill, frame, dx);
    sheet.fill("evenodd");
    sheet.globalCompositeOperation = "destination-out";
    sheet.lineJoin = "round";
    sheet.strokeStyle = "rgb(0 0 0 / 24%)";
    const reach = Math.min(FEATHER, thickness(area.shape) * frame.scale * 0.3);
    for (let i = 1; i <= STEPS; i++) {
      sheet.lineWidth = (2 * reach * i) / STEPS;
      sheet.stroke();
    }
    layer.drawImage(this.#sheet, 0, 0, sheet.canvas.width, sheet.canvas.height, left, top, sheet.canvas.width, sheet.canvas.height);
  }
}

const isSoft = (fill) => fill === "soft" || fill === "fan" || fill === "several";

/** The canvas at a size, empty. It grows and never shrinks: making it anew costs more than the part that is not used. */
function sized(canvas, width, height) {
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext("2d");
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalCompositeOperation = "source-over";
  context.clearRect(0, 0, width, height);
  return context;
}

/** One colour, or one that fades from the middle of a disc or from the place that a side is counted from. */
function paintOf(context, { shape, style, anchor, origin }, fill, frame, dx) {
  const { colour } = STYLES[style];
  const middle = fill === "glow" ? anchor : fill === "fan" ? origin : null;
  if (!middle) return `${colour}${hex(TINT[fill] ?? TINT.soft)}`;
  const [x, y] = [middle[0] * frame.scale + dx, middle[1] * frame.scale - frame.top];
  const reach = Math.max(1, farthest(shape, middle) * frame.scale);
  const paint = context.createRadialGradient(x, y, 0, x, y, reach);
  const stops = fill === "glow" ? [[0, 1], [0.6, 0.8], [1, 0.25]] : [[0, 1], [0.5, 0.75], [1, 0.2]];
  for (const [at, share] of stops) paint.addColorStop(at, `${colour}${hex(share)}`);
  return paint;
}

const REACHES = new WeakMap();
const THICKNESSES = new WeakMap();

function remembered(memory, shape, make) {
  if (!memory.has(shape)) memory.set(shape, make());
  return memory.get(shape);
}

/** How far the farthest vertex is, on the unit square. */
function farthest(shape, [x, y]) {
  return remembered(REACHES, shape, () => {
    let most = 0;
    for (const path of shape.parts.flatMap(({ paths }) => paths)) {
      for (let i = 0; i < path.length; i += 2) most = Math.max(most, Math.hypot(path[i] - x, path[i + 1] - y));
    }
    return most;
  });
}

/** About how thick a shape is, on the unit square: what a band of its area and its edge would be. */
export function thickness(shape) {
  return remembered(THICKNESSES, shape, () => {
    let [area, length] = [0, 0];
    for (const { paths } of shape.parts) {
      for (const [n, path] of paths.entries()) {
        let twice = 0;
        for (let i = 2; i < path.length; i += 2) {
          twice += (path[i - 2] - path[0]) * (path[i + 1] - path[1]) - (path[i] - path[0]) * (path[i - 1] - path[1]);
          length += Math.hypot(path[i] - path[i - 2], path[i + 1] - path[i - 1]);
        }
        area += (n ? -1 : 1) * Math.abs(twice / 2);
      }
    }
    return length ? (2 * area) / length : 0;
  });
}
