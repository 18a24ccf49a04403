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
import { DRAWN, Sprites } from "./sprites.js";
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
    this._sprites = new Sprites();
  },

  onAdd(map) {
    CanvasLayer.prototype.onAdd.call(this, map);
    // Names are set in fonts that may come a moment later; widths are measured again then.
    this._fontsCame = () => this.forget();
    document.fonts?.addEventListener("loadingdone", this._fontsCame);
  },

  onRemove(map) {
    document.fonts?.removeEventListener("loadingdone", this._fontsCame);
    CanvasLayer.prototype.onRemove.call(this, map);
  },

  /** Make the scene anew at the next painting. */
  forget() {
    this._widths.clear();
    this._sprites.forget();
    this._scene = null;
    this.repaint();
  },

  /** Light up a mark, which the pointer is over or the keyboard at; null is none. */
  point(mark) {
    if (this._pointed === mark) return;
    this._pointed = mark;
    this.repaint();
  },

  paint(context, frame) {
    const scene = this._sceneFor(context, frame.zoom);
    const lit = this._lit(scene);
    // What is painted for somebody else (a picture, a printer) is painted once, and as sharp as may be.
    const onScreen = context.canvas === this._canvas;
    const sprites = onScreen ? this._sprites : DRAWN;
    if (onScreen) sprites.begin(this._canvas.width / frame.width, this.colours);
    for (const dx of copies(frame)) {
      this._paintAreas(context, frame, dx, scene, lit);
      if (!this.covered) drawLabels(context, scene.labels, frame, dx, { colours: this.colours, sprites });
      this._paintMarks(context, frame, dx, scene, { lit, sprites });
    }
    this._paintSelected(context, frame, scene);
  },

  /** What is lit up: the mark under the pointer, or that of the row that the list points at. */
  _lit(scene) {
    const { hovered, incidents } = this._view;
    if (this._pointed) return this._pointed;
    if (hovered < 0 || !incidents.mark[hovered]) return null;
    return this._groupOf(hovered, scene) ?? scene.areas.find(({ shape }) => shape === incidents.shapes[incidents.shape[hovered]]) ?? null;
  },

  /** The group that a row is in; finding it among many takes a while, so it is kept. */
  _groupOf(row, { groups }) {
    const known = (this._found ??= new Map());
    if (known.groups !== groups) known.clear();
    known.groups = groups;
    if (!known.has(row)) known.set(row, this._view.engine.groupOf(row, groups));
    return known.get(row);
  },

  _sceneFor(context, zoom) {
    const { engine } = this._view;
    const marks = engine.marks(zoom, boxShown(this._map));
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

  _paintAreas(context, frame, dx, { areas }, lit) {
    const { selected, incidents } = this._view;
    const chosen = selected >= 0 ? incidents.shapes[incidents.shape[selected]] : undefined;
    const isLit = (area) => area === lit || lit?.areas?.includes(area);
    const seen = areas.filter(({ shape }) => isVisible(frame, dx, shape.box));
    this._fills.paint(context, seen, frame, dx, this);
    const { colours } = this;
    const rank = (area) => (area.shape === chosen ? 2 : isLit(area) ? 1 : 0);
    // What is selected or pointed at lies on top of the others, and still below all marks.
    const above = [[], []];
    for (const area of seen) {
      if (rank(area)) above[rank(area) - 1].push(area);
      else drawArea(context, area, frame, dx, { colours });
    }
    for (const area of above[0]) drawArea(context, area, frame, dx, { colours, strong: true });
    for (const area of above[1]) drawArea(context, area, frame, dx, { colours, chosen: true });
  },

  _paintMarks(context, frame, dx, { groups, tags, areas }, { lit, sprites }) {
    const { colours } = this;
    for (const area of areas) if (LOOKS[area.look].fill === "several") drawThread(context, area, frame, dx, this);
    for (const tag of tags) {
      const isLit = tag === lit || tag.areas.includes(lit);
      sprites.draw(context, `tag ${tag.count} ${tag.kinds} ${isLit}`, ...spotOf(tag, frame, dx), [tag.half + 3, 14],
        (pen) => drawTag(pen, 0, 0, tag, { colours, lit: isLit }));
    }
    for (const group of groups) {
      const x = group.x * frame.scale + dx;
      const y = group.y * frame.scale - frame.top;
      if (x < -40 || x > frame.width + 40 || y < -40 || y > frame.height + 40) continue;
      if (group === lit) drawHalo(context, x, y, group.radius + 5.5, this);
      const { count, style, styles, hollow, radius } = group;
      if (count === 1) {
        sprites.draw(context, `glyph ${style} ${hollow}`, x, y, [15, 15], (pen) => drawGlyph(pen, 0, 0, style, { colours, hollow }));
      } else {
        sprites.draw(context, `badge ${count} ${styles}`, x, y, [radius + 3, radius + 3],
          (pen) => drawBadge(pen, 0, 0, radius, count, styles, { colours }));
      }
    }
  },

  /** A ring around the selected incident or the opened group; its own glyph when a filter has hidden the mark. */
  _paintSelected(context, frame, scene) {
    const { incidents, scope } = this._view;
    const selected = this._view.selected < 0 && scope?.size ? scope.values().next().value : this._view.selected;
    if (selected < 0 || !incidents.mark[selected] || incidents.mark[selected] >= AREA) return;
    const group = this._groupOf(selected, scene);
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

  /** The marks in view as `at` gives them, from the middle outwards. */
  inView() {
    const { frame, _scene: scene } = this;
    if (!frame || !scene) return [];
    const tagged = new Set(scene.tags.flatMap(({ areas }) => areas));
    const bare = scene.areas.filter((area) => area.mark === AREA && !area.tiny && !tagged.has(area));
    const spots = [
      ...scene.groups.map((group) => [group, group.x, group.y, 0, 0]),
      ...scene.tags.map((tag) => [tag, tag.x, tag.y, tag.dx, tag.dy]),
      ...bare.map((area) => [area, ...area.anchor, 0, 0]),
    ];
    const found = [];
    for (const dx of copies(frame)) {
      for (const [mark, ux, uy, px, py] of spots) {
        const x = ux * frame.scale + dx + px;
        const y = uy * frame.scale - frame.top + py;
        if (x < 0 || x > frame.width || y < 0 || y > frame.height) continue;
        found.push({ mark, count: mark.count, first: firstOf(mark), x, y, far: Math.hypot(x - frame.width / 2, y - frame.height / 2) });
      }
    }
    return found.sort((a, b) => a.far - b.far);
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
      if (area) return { mark: area, count: area.count, first: firstOf(area), x: px, y: py };
    }
    return null;
  },
});

/** One row of a group, an area or a tag. */
const firstOf = (mark) => mark.first ?? mark.areas[0].first;

function drawHalo(context, x, y, radius, { colours }) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.globalAlpha = 0.3;
  context.fillStyle = colours.ink;
  context.fill();
  context.globalAlpha = 1;
}

/** What a map shows: [west, south, east, north], beyond ±180 where it has been dragged there. */
export function boxShown(map) {
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
