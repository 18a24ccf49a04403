// Rings around the incidents of a story's step, and a strong line around their areas.
import { isVisible } from "./base.js";
import { CanvasLayer, copies } from "./canvas.js";
import { edge } from "./outline.js";

const RADIUS = 17;

export const RingsLayer = CanvasLayer.extend({
  initialize(view, colours) {
    CanvasLayer.prototype.initialize.call(this, "im-rings", 430);
    this._view = view;
    this._colours = colours;
    this._rows = [];
  },

  /** Ring these rows, and no others. */
  show(rows) {
    this._rows = rows;
    this.repaint();
  },

  paint(context, frame, colours = this._colours()) {
    const { incidents } = this._view;
    for (const dx of copies(frame)) {
      for (const row of this._rows) {
        if (!incidents.mark[row]) continue;
        const shape = incidents.shapes[incidents.shape[row]];
        if (shape && !isVisible(frame, dx, shape.box)) continue;
        if (shape) edge(context, shape, frame, dx);
        else ring(context, incidents.x[row] * frame.scale + dx, incidents.y[row] * frame.scale - frame.top);
        for (const [colour, width] of [[colours.halo, 5], [colours.ink, 2.2]]) {
          context.strokeStyle = colour;
          context.lineWidth = width;
          context.stroke();
        }
      }
    }
  },
});

function ring(context, x, y) {
  context.beginPath();
  context.arc(x, y, RADIUS, 0, 2 * Math.PI);
}
