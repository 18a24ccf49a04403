// The incidents on the map: areas, names, then marks; and what lies under the pointer.
import { contains, meetsOutline } from "../data/shapes.js";
import { radiusOf } from "../data/cluster.js";
import { AREA, HOLLOW, LOOKS, OUTLINE } from "../looks.js";
import { drawArea, drawThread } from "./areas.js";
import { isVisible } from "./base.js";
import { CanvasLayer, copies } from "./canvas.js";
import { Fills } from "./fills.js";
import { drawBadge, drawGlyph, drawTag } from "./glyphs.js";
import { drawLabels } from "./labels.js";
import { makeScene } from "./scene.js";
import { spotOf, tagAt } from "./tags.js";

const FINGER = 22; // pixels: half of a touch target
const POINTER = 4;
const KNOT = 7; // how far from a line or a spot that is an area, or part of one

export const MarksLayer = CanvasLayer.extend({
  initialize(view, base, colours) {
    CanvasLayer.prototype.initialize.call(this, "im-marks", 420);
    this._view = view;
    this._baseData = base;
    this.colours = colours;
    this._widths = new Map();
    this._fills = new Fills();
  },

  onAdd(map) {
    CanvasLayer.prototype.onAdd.call(this, map);
    // Names are set in a font that may come a moment later; widths are measured again then.
    document.fonts?.ready.then(() => this.forget());
  },

  /** Make the scene anew at the next painting. */
  forget() {
    this._widths.clear();
    this._scene = null;
    this.repaint();
  },

  paint(context, frame) {
    const scene = this._sceneFor(context, frame.zoom);
    for (const dx of copies(frame)) {
      this._paintAreas(context, frame, dx, scene);
      if (!this.covered) drawLabels(context, scene.labels, frame, dx, this.colours);
      this._paintMarks(context, frame, dx, scene);
    }
    this._paintSelected(context, frame, scene);
  },

  _sceneFor(context, zoom) {
    const { engine } = this._view;
    const marks = engine.marks(zoom, boxOf(this._map));
    if (this._scene?.marks !== marks) {
      const measure = (font, text) => this._width(context, font, text);
      this._scene = makeScene(marks, engine, this._baseData, zoom, measure);
    }
    return this._scene;
  },

  _width(context, font, text) {
    const key = `${font} ${text}`;
    if (!this._widths.has(key)) {
      context.font = font;
      this._widths.set(key, context.measureText(text).width);
    }
    return this._widths.get(key);
  },

  _paintAreas(context, frame, dx, { areas }) {
    const { selected, incidents } = this._view;
    const chosen = selected >= 0 ? incidents.shapes[incidents.shape[selected]] : undefined;
    const seen = areas.filter(({ shape }) => isVisible(frame, dx, shape.box));
    this._fills.paint(context, seen, frame, dx, this);
    // What is selected lies on top of the others, and still below all marks.
    const last = seen.filter(({ shape }) => shape === chosen);
    for (const area of seen) if (area.shape !== chosen) drawArea(context, area, frame, dx, this);
    for (const area of last) drawArea(context, area, frame, dx, { colours: this.colours, strong: true });
  },

  _paintMarks(context, frame, dx, { groups, tags, areas }) {
    for (const area of areas) if (LOOKS[area.look].fill === "several") drawThread(context, area, frame, dx, this);
    for (const tag of tags) drawTag(context, ...spotOf(tag, frame, dx), tag, this);
    for (const group of groups) {
      const x = group.x * frame.scale + dx;
      const y = group.y * frame.scale - frame.top;
      if (x < -40 || x > frame.width + 40 || y < -40 || y > frame.height + 40) continue;
      if (group.count === 1) drawGlyph(context, x, y, group.style, { colours: this.colours, hollow: group.hollow });
      else drawBadge(context, x, y, group.radius, group.count, group.styles, this);
    }
  },

  /** A ring around the selected incident or the opened group; its own glyph when a filter has hidden the mark. */
  _paintSelected(context, frame, { groups }) {
    const { incidents, scope } = this._view;
    const selected = this._view.selected < 0 && scope?.size ? scope.values().next().value : this._view.selected;
    if (selected < 0 || !incidents.mark[selected] || incidents.mark[selected] >= AREA) return;
    if (this._around?.row !== selected || this._around.groups !== groups) {
      this._around = { row: selected, groups, group: this._view.engine.groupOf(selected) };
    }
    const { group } = this._around;
    for (const dx of copies(frame)) {
      const x = (group?.x ?? incidents.x[selected]) * frame.scale + dx;
      const y = (group?.y ?? incidents.y[selected]) * frame.scale - frame.top;
      if (!group) {
        drawGlyph(context, x, y, incidents.style[selected], {
          colours: this.colours, hollow: incidents.mark[selected] === HOLLOW,
        });
      }
      const radius = (group ? radiusOf(group.count) : 10) + 5;
      for (const [colour, width] of [[this.colours.halo, 5], [this.colours.ink, 2.2]]) {
        context.beginPath();
        context.arc(x, y, radius, 0, 2 * Math.PI);
        context.strokeStyle = colour;
        context.lineWidth = width;
        context.stroke();
      }
    }
  },

  /**
   * What lies under a spot of the canvas: marks before areas, small areas before large ones.
   *
   * @returns {{mark: object, count: number, first: number, x: number, y: number} | null} `mark` for `engine.rowsOf`
   */
  at(px, py, { touch = false } = {}) {
    const { frame, _scene: scene } = this;
    if (!frame || !scene) return null;
    const slack = touch ? FINGER : POINTER;
    for (const dx of copies(frame)) {
      const group = nearest(scene.groups, frame, dx, px, py, slack);
      if (group) return { mark: group, count: group.count, first: group.first, x: group.x * frame.scale + dx, y: group.y * frame.scale - frame.top };
      const x = (px - dx) / frame.scale;
      const y = (py + frame.top) / frame.scale;
      const tag = tagAt(scene.tags, frame, dx, px, py);
      const reach = slack / frame.scale;
      const area = tag
        ?? scene.areas.findLast((a) => a.mark !== OUTLINE && contains(a.shape, x, y, Math.max(reach, KNOT / frame.scale)))
        ?? scene.areas.findLast((a) => a.mark === OUTLINE && meetsOutline(a.shape, x, y, reach));
      if (area) return { mark: area, count: area.count, first: area.first ?? area.areas[0].first, x: px, y: py };
    }
    return null;
  },
});

/** What a map shows: [west, south, east, north], beyond ±180 where it has been dragged there. */
export function boxOf(map) {
  const bounds = map.getBounds();
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
}

function nearest(groups, frame, dx, px, py, slack) {
  let best = null;
  let closest = Infinity;
  for (const group of groups) {
    const distance = Math.hypot(group.x * frame.scale + dx - px, group.y * frame.scale - frame.top - py);
    const reach = Math.max(group.radius + POINTER, slack);
    if (distance <= reach && distance < closest) {
      best = group;
      closest = distance;
    }
  }
  return best;
}
