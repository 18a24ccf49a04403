// Drawing what is not a spot: the edges and hatches of areas, each look in its own way. Fills are in `fills.js`.
import { POLYGON } from "../data/shapes.js";
import { STYLES } from "../look.js";
import { hatchOf, LOOKS } from "../looks.js";
import { thickness } from "./fills.js";
import { drawGlyph } from "./glyphs.js";
import { edge, hatch, outline, rungs } from "./outline.js";

const DOTTED = [0.1, 4.2];
const DASHED = [9, 6];

/** Everything of an area but its fill. `strong` is one that is pointed at, `chosen` the selected one. */
export function drawArea(context, area, frame, dx, { colours, chosen = false, strong = chosen }) {
  const { fill, edge: line } = LOOKS[area.look];
  context.save();
  context.lineJoin = "round";
  context.strokeStyle = STYLES[area.style].colour;
  if (fill === "hatch" || fill === "rungs") drawLines(context, area, fill, frame, dx, { strong });
  drawEdge(context, area, line, frame, dx, { colours, strong, chosen });
  context.restore();
}

function drawLines(context, { shape, precision }, fill, frame, dx, { strong }) {
  if (!shape.parts.some(({ kind }) => kind === POLYGON)) return;
  context.save();
  outline(context, shape, frame, dx);
  context.clip("evenodd");
  if (fill === "rungs") {
    const reach = Math.max(3, Math.min(9, thickness(shape) * frame.scale * 0.55));
    rungs(context, shape, frame, dx, { step: 7, reach });
    context.globalAlpha = strong ? 1 : 0.85;
  } else {
    hatch(context, shape.box, frame, dx, hatchOf(precision));
    context.globalAlpha = strong ? 0.8 : 0.5;
  }
  context.lineWidth = fill === "rungs" ? 1.5 : 1.3;
  context.stroke();
  context.restore();
}

/** A line with a halo, so that it is told from the borders of the base map. */
function drawEdge(context, { shape, estimated }, line, frame, dx, { colours, strong, chosen }) {
  const dashed = estimated && line !== "dotted" && line !== undefined;
  edge(context, shape, frame, dx);
  if (strong || line === "solid") {
    const { strokeStyle } = context;
    // The selected one has a casing of ink around the halo, so that it is told from one that is only pointed at.
    const casing = [[colours.ink, 8.5, 0.85], [colours.halo, strong ? 6 : 4, chosen ? 1 : 0.75]].slice(chosen ? 0 : 1);
    for (const [colour, width, alpha] of casing) {
      context.globalAlpha = alpha;
      context.lineWidth = width;
      context.strokeStyle = colour;
      context.stroke();
    }
    context.strokeStyle = strokeStyle;
  }
  context.globalAlpha = 1;
  context.lineCap = line === "dotted" ? "round" : "butt";
  context.lineWidth = { solid: 1.9, dotted: 1.7 }[line] ?? 1;
  if (strong) context.lineWidth += 1.1;
  context.setLineDash(dashed ? DASHED : line === "dotted" ? DOTTED.map((v) => v * (strong ? 1.3 : 1)) : []);
  context.globalAlpha = strong ? 1 : line === "dotted" ? 0.95 : line ? 0.9 : 0.75;
  context.stroke();
}

/** Places that belong together hang on one thread, each with a small hollow mark; drawn above the base map's names. */
export function drawThread(context, { shape, style }, frame, dx, { colours }) {
  context.save();
  context.strokeStyle = STYLES[style].colour;
  const spots = centres(shape).map(([x, y]) => [x * frame.scale + dx, y * frame.scale - frame.top]);
  context.beginPath();
  for (const [i, [x, y]] of spots.entries()) context[i ? "lineTo" : "moveTo"](x, y);
  context.lineWidth = 2;
  context.lineCap = "round";
  context.setLineDash([0.1, 5]);
  context.stroke();
  context.restore();
  for (const [x, y] of spots) drawGlyph(context, x, y, style, { colours, hollow: true, size: 0.6 });
}

/** The middle of each part's box. */
function centres({ parts }) {
  return parts.map(({ paths: [path] }) => {
    let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < path.length; i += 2) {
      [x0, x1] = [Math.min(x0, path[i]), Math.max(x1, path[i])];
      [y0, y1] = [Math.min(y0, path[i + 1]), Math.max(y1, path[i + 1])];
    }
    return [(x0 + x1) / 2, (y0 + y1) / 2];
  });
}
