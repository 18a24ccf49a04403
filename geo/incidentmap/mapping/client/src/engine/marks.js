// The marks of a whole set at a zoom: groups of what would cover each other, and areas, each drawn once.
import { Clusters, radiusOf } from "../data/cluster.js";
import { Grid } from "../data/grid.js";
import { TILE, toX, toY } from "../data/mercator.js";
import { STYLES } from "../look.js";
import { AREA, HOLLOW, LOOKS, SOLID } from "../looks.js";

const TINY = 14; // pixels
const GRIDS = 3; // zooms of which the grid is kept

/** A mark that stands for one or several incidents. */
class Group {
  #styles = null;

  constructor(incidents, clusters, cell) {
    const { at, count, first, grid: { xs, ys } } = clusters;
    this.cell = cell;
    this.x = xs[at[cell]];
    this.y = ys[at[cell]];
    this.count = count[cell];
    this.first = first[cell];
    this.radius = radiusOf(this.count);
    this.hollow = incidents.mark[this.first] !== SOLID;
    this.style = incidents.style[this.first];
    this.rows = () => clusters.rowsOf(cell);
    this.incidents = incidents;
  }

  /** How many of each style. */
  get styles() {
    this.#styles ??= tally(this.incidents, this.rows());
    return this.#styles;
  }
}

export class Marks {
  #grids = new Map(); // by zoom
  #drawn = null; // {zoom, clusters, areas} of what is shown
  #seen = null; // what of it is in and around the view

  constructor(incidents) {
    this.incidents = incidents;
  }

  /** Other rows are shown from now on. */
  forget() {
    this.#drawn = null;
  }

  /** What is drawn of some rows in a box of degrees: `{groups, areas}`; the same again while the box is in it. */
  at(zoom, rows, box) {
    if (this.#drawn?.zoom !== zoom) {
      const tiny = this.incidents.shapes.map((shape) => isTiny(shape, TILE * 2 ** zoom));
      this.#drawn = { zoom, clusters: new Clusters(this.#gridAt(zoom, tiny), rows), areas: gatherAreas(this.incidents, rows, tiny) };
      this.#seen = null;
    }
    const unit = [toX(box[0]), toY(box[3]), toX(box[2]), toY(box[1])];
    if (!this.#seen || !inside(unit, this.#seen.around)) this.#seen = this.#gather(widened(unit));
    return this.#seen;
  }

  /** Groups become objects in and around the view only: close up there are as many as incidents. */
  #gather(around) {
    const { clusters, areas } = this.#drawn;
    const { at, grid: { xs, ys } } = clusters;
    const holds = holder(around);
    const groups = [];
    const byCell = new Map();
    // From the smallest, so that the largest lie on top.
    for (let i = clusters.groups.length - 1; i >= 0; i--) {
      const cell = clusters.groups[i];
      if (!holds(xs[at[cell]], ys[at[cell]])) continue;
      const group = new Group(this.incidents, clusters, cell);
      groups.push(group);
      byCell.set(cell, group);
    }
    return { groups, byCell, areas, around };
  }

  /** The group of a row that is shown, where it is in or around the view. */
  groupOf(row) {
    const { clusters } = this.#drawn;
    const cell = clusters.grid.cellOf[row];
    return cell < 0 ? undefined : this.#seen.byCell.get(clusters.groupOf[cell]);
  }

  #gridAt(zoom, tiny) {
    let grid = this.#grids.get(zoom);
    if (!grid) {
      const { mark, shape, x, y } = this.incidents;
      const isSpot = (row) => mark[row] === SOLID || mark[row] === HOLLOW || (mark[row] === AREA && tiny[shape[row]]);
      grid = new Grid(x, y, isSpot, TILE * 2 ** zoom);
      if (this.#grids.size === GRIDS) this.#grids.delete(this.#grids.keys().next().value);
      this.#grids.set(zoom, grid);
    }
    return grid;
  }
}

/** A box with as much again on every side. */
function widened([x0, y0, x1, y1]) {
  return [2 * x0 - x1, 2 * y0 - y1, 2 * x1 - x0, 2 * y1 - y0];
}

const inside = (box, around) => box[0] >= around[0] && box[1] >= around[1] && box[2] <= around[2] && box[3] <= around[3];

/** Make the test whether a spot lies in a box, on any copy of the world. */
function holder([x0, y0, x1, y1]) {
  const width = x1 - x0;
  return (x, y) => y >= y0 && y <= y1 && (width >= 1 || (((x - x0) % 1) + 1) % 1 <= width);
}

/** Whether an area is so small on the screen that it would not be seen: then a hollow mark stands for it. */
const isTiny = ({ box: [x0, y0, x1, y1] }, scale) => Math.max(x1 - x0, y1 - y0) * scale < TINY;

/** Group what is shown by area, the largest first, so that small ones lie on top. */
function gatherAreas(incidents, rows, tiny) {
  const found = new Array(incidents.shapes.length);
  const { shape } = incidents;
  if (found.length) {
    for (const row of rows) {
      if (shape[row] < 0) continue;
      (found[shape[row]] ??= []).push(row);
    }
  }
  return found
    .flatMap((members, i) => [areaOf(incidents, Int32Array.from(members), tiny[i])])
    .sort((a, b) => b.shape.size - a.shape.size);
}

function areaOf(incidents, rows, isTinyShape) {
  const [first] = rows;
  const look = incidents.look[first];
  const mark = incidents.mark[first];
  const styles = tally(incidents, rows);
  return {
    shape: incidents.shapes[incidents.shape[first]],
    first,
    count: rows.length,
    rows: () => rows,
    mark,
    look,
    precision: incidents.precisionOf(first),
    estimated: incidents.estimated[first] === 1,
    anchor: [incidents.x[first], incidents.y[first]],
    origin: LOOKS[look].fill === "fan" ? incidents.originOf(first) : null,
    style: styles.indexOf(Math.max(...styles)),
    styles,
    tiny: mark === AREA && isTinyShape,
  };
}

function tally({ style }, rows) {
  const counts = new Uint32Array(STYLES.length);
  for (const row of rows) counts[style[row]]++;
  return counts;
}
