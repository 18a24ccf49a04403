// The offline base map: land, waters and borders, coarse for the world and fine around the incidents.
import { trace } from "../data/shapes.js";
import { CanvasLayer, copies } from "./canvas.js";

const FINE_FROM = 4; // the zoom from which more than the coarse drawing can be seen

const FADED_UNTIL = 6.5;

/** Rivers from the longest: from which zoom they are drawn, and how wide among the others. */
const RIVERS = [{ from: 2.5, width: 1 }, { from: 4.5, width: 0.78 }, { from: 5.5, width: 0.56 }];
const KEPT_UNTIL = 5.5; // farther away most of the world is in view, and tracing it takes longer than painting it

export const BaseLayer = CanvasLayer.extend({
  initialize(base, colours) {
    CanvasLayer.prototype.initialize.call(this, "im-base", 150);
    this._base = base;
    this._kept = new WeakMap();
    this.colours = colours;
  },

  paint(context, frame) {
    const fine = frame.zoom >= FINE_FROM ? this._base.near : [];
    context.lineJoin = "round";
    for (const dx of copies(frame)) {
      const seen = fine.filter(({ box }) => isVisible(frame, dx, box));
      if (!seen.some(({ box }) => fills(frame, dx, box))) this._draw(context, frame, dx, this._base.world);
      for (const drawing of seen) {
        context.save();
        clipTo(context, frame, dx, drawing.box);
        context.fillStyle = this.colours.water;
        context.fill();
        this._draw(context, frame, dx, drawing);
        context.restore();
      }
    }
  },

  _draw(context, frame, dx, drawing) {
    const { colours } = this;
    const { zoom } = frame;
    // Trace paths, and paint them in some ways.
    const draw = (paths, close, ...ways) => {
      if (zoom <= KEPT_UNTIL) {
        const whole = this._whole(paths, frame, close);
        context.save();
        context.translate(dx, -frame.top);
        for (const way of ways) way(whole);
        context.restore();
        return;
      }
      const seen = new Path2D();
      for (const { path, box } of paths) {
        if (isVisible(frame, dx, box)) trace(seen, path, frame.scale, dx, -frame.top, close);
      }
      for (const way of ways) way(seen);
    };
    const stroke = (path) => context.stroke(path);
    const fill = (path) => context.fill(path, "evenodd");
    context.fillStyle = colours.land;
    draw(drawing.land, true, fill);
    this._drawWaters(context, zoom, drawing, draw, stroke, fill);
    if (zoom >= 4.5) {
      context.strokeStyle = fading(context, frame, dx, drawing.box, colours.region);
      context.lineWidth = zoom < 6 ? 0.7 : 1;
      draw(drawing.region, false, stroke);
    }
    context.strokeStyle = colours.country;
    context.lineWidth = zoom < 5 ? 0.8 : 1.3;
    draw(drawing.country, false, stroke);
    context.setLineDash([5, 4]);
    draw(drawing.disputed, false, stroke);
    context.setLineDash([]);
  },

  /** Paths in pixels of the world, kept for as long as the zoom stays: far away, where numbers are small. */
  _whole(paths, { zoom, scale }, close) {
    let kept = this._kept.get(paths);
    if (kept?.zoom !== zoom) {
      kept = { zoom, whole: new Path2D() };
      for (const { path } of paths) trace(kept.whole, path, scale, 0, 0, close);
      this._kept.set(paths, kept);
    }
    return kept.whole;
  },

  _drawWaters(context, zoom, { rivers, lakes }, draw, stroke, fill) {
    const { colours } = this;
    context.strokeStyle = colours.river;
    for (const [i, { from, width }] of RIVERS.entries()) {
      if (zoom < from) break;
      context.lineWidth = width * Math.min(2.6, 0.7 + Math.max(0, zoom - 3) * 0.24);
      draw(rivers[i], false, stroke);
    }
    context.fillStyle = colours.water;
    context.lineWidth = 0.8;
    draw(lakes, true, fill, ...(zoom >= 4 ? [stroke] : []));
  },
});

/** A box in whole pixels, or a seam shows where two drawings meet. */
const pixels = (frame, dx, box) => box.map((v, i) => Math.round(v * frame.scale + (i % 2 ? -frame.top : dx)));

function clipTo(context, frame, dx, box) {
  const [x0, y0, x1, y1] = pixels(frame, dx, box);
  context.beginPath();
  context.rect(x0, y0, x1 - x0, y1 - y0);
  context.clip();
}

function fills(frame, dx, box) {
  const [x0, y0, x1, y1] = pixels(frame, dx, box);
  return x0 <= 0 && y0 <= 0 && x1 >= frame.width && y1 >= frame.height;
}

/** A colour that fades towards the edges of a box that is in view: what is drawn in it only must not end in a corner. */
function fading(context, frame, dx, box, colour) {
  if (!box || frame.zoom >= FADED_UNTIL || fills(frame, dx, box)) return colour;
  const moved = frame.zoom <= KEPT_UNTIL; // then it is painted from the corner of the world
  const [x0, y0, x1, y1] = moved ? box.map((v) => v * frame.scale) : pixels(frame, dx, box);
  const [x, y, reach] = [(x0 + x1) / 2, (y0 + y1) / 2, Math.min(x1 - x0, y1 - y0) / 2];
  const paint = context.createRadialGradient(x, y, reach * 0.55, x, y, reach * 1.08);
  paint.addColorStop(0, colour);
  paint.addColorStop(1, `${colour}00`);
  return paint;
}

export function isVisible(frame, dx, [x0, y0, x1, y1]) {
  const { scale, top } = frame;
  return x1 * scale + dx > 0 && x0 * scale + dx < frame.width && y1 * scale > top && y0 * scale < top + frame.height;
}
