// The layer that shows the drawn area, and the one that is being drawn: a dashed outline with a halo.
import { toX, toY } from "../data/mercator.js";
import { CanvasLayer, copies } from "./canvas.js";

const KNOB = 4.5; // pixels

export const AreaLayer = CanvasLayer.extend({
  initialize(view, theme) {
    CanvasLayer.prototype.initialize.call(this, "im-drawn", 430);
    this._view = view;
    this._theme = theme;
    this.draft = null; // {ring, closed}: what is being drawn
  },

  /** `painted(place)` is told where the upper right corner of the area lies, or null. */
  paint(context, frame, colours = this._theme.colours) {
    const { area } = this._view.filters;
    let corner = null;
    for (const dx of copies(frame)) {
      if (this.draft) this._outline(context, this._points(this.draft.ring, frame, dx), this.draft.closed, true, colours);
      else if (area) {
        const points = this._points(area.ring, frame, dx);
        this._outline(context, points, true, false, colours);
        corner ??= cornerIn(points, frame);
      }
    }
    this.painted?.(corner);
  },

  _points(ring, frame, dx) {
    return ring.map(([lon, lat]) => [toX(lon) * frame.scale + dx, toY(lat) * frame.scale - frame.top]);
  },

  _outline(context, points, closed, knobs, colours) {
    if (points.length > 1) {
      context.beginPath();
      for (const [x, y] of points) context.lineTo(x, y);
      if (closed) context.closePath();
      context.lineJoin = "round";
      for (const [colour, width, dash] of [[colours.halo, 5, []], [colours.ink, 2, [8, 5]]]) {
        context.strokeStyle = colour;
        context.lineWidth = width;
        context.setLineDash(dash);
        context.stroke();
      }
      context.setLineDash([]);
    }
    if (!knobs) return;
    for (const [i, [x, y]] of points.entries()) {
      context.beginPath();
      context.arc(x, y, i === 0 ? KNOB + 2 : KNOB, 0, 2 * Math.PI);
      context.fillStyle = colours.paper;
      context.strokeStyle = colours.ink;
      context.lineWidth = 2;
      context.fill();
      context.stroke();
    }
  },
});

/** The upper right corner of an area; null where nothing of it is in sight. */
function cornerIn(points, { width, height }) {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  if (right < 0 || left > width || bottom < 0 || top > height) return null;
  return [right, top];
}
