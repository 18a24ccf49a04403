// The offline base map: land, waters and borders, coarse for the world and fine around the incidents.
import { trace } from "../data/shapes.js";
import { CanvasLayer, copies } from "./canvas.js";

const FINE_FROM = 4; // the zoom from which more than the coarse drawing can be seen

/** Rivers by length in degrees: from which zoom they are drawn, and how wide among the others. */
const RIVERS = [
  { least: 14, from: 2.5, width: 1 },
  { least: 6, from: 4.5, width: 0.78 },
  { least: 0, from: 5.5, width: 0.56 },
];

export const BaseLayer = CanvasLayer.extend({
  initialize(base, colours) {
    CanvasLayer.prototype.initialize.call(this, "im-base", 150);
    this._base = base;
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
    const draw = (paths, close) => {
      context.beginPath();
      for (const { path, box } of paths) {
        if (isVisible(frame, dx, box)) trace(context, path, frame.scale, dx, -frame.top, close);
      }
    };
    draw(drawing.land, true);
    context.fillStyle = colours.land;
    context.fill("evenodd");
    this._drawWaters(context, zoom, drawing, draw);
    if (zoom >= 4.5) {
      context.strokeStyle = colours.region;
      context.lineWidth = zoom < 6 ? 0.7 : 1;
      draw(drawing.region);
      context.stroke();
    }
    context.strokeStyle = colours.country;
    context.lineWidth = zoom < 5 ? 0.8 : 1.3;
    draw(drawing.country);
    context.stroke();
    context.setLineDash([5, 4]);
    draw(drawing.disputed);
    context.stroke();
    context.setLineDash([]);
  },

  _drawWaters(context, zoom, { rivers, lakes }, draw) {
    const { colours } = this;
    context.strokeStyle = colours.river;
    let most = Infinity;
    for (const { least, from, width } of RIVERS) {
      if (zoom >= from) {
        context.lineWidth = width * Math.min(2.6, 0.7 + Math.max(0, zoom - 3) * 0.24);
        draw(rivers.filter(({ size }) => size >= least && size < most));
        context.stroke();
      }
      most = least;
    }
    context.fillStyle = colours.water;
    context.lineWidth = 0.8;
    draw(lakes, true);
    context.fill("evenodd");
    if (zoom >= 4) context.stroke();
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

export function isVisible(frame, dx, [x0, y0, x1, y1]) {
  const { scale, top } = frame;
  return x1 * scale + dx > 0 && x0 * scale + dx < frame.width && y1 * scale > top && y0 * scale < top + frame.height;
}
