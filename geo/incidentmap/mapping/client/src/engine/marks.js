// The marks of a whole set at a zoom: groups of what would cover each other, and areas, each drawn once.
import { cluster, radiusOf } from "../data/cluster.js";
import { TILE } from "../data/mercator.js";
import { STYLES } from "../look.js";
import { AREA, HOLLOW, LOOKS, SOLID } from "../looks.js";

const TINY = 14; // pixels

export class Marks {
  #kept = null;

  constructor(incidents) {
    this.incidents = incidents;
  }

  /** Other rows are shown from now on. */
  forget() {
    this.#kept = null;
  }

  /** What is drawn of some rows: `{groups, areas}`. */
  at(zoom, rows) {
    if (this.#kept?.zoom !== zoom) this.#kept = { zoom, ...this.#make(TILE * 2 ** zoom, rows) };
    return this.#kept;
  }

  rowsOf(group) {
    const { next } = this.#kept;
    const rows = new Int32Array(group.count);
    for (let i = 0, row = group.first; i < rows.length; i++, row = next[row]) rows[i] = row;
    return rows;
  }

  #make(scale, rows) {
    const { incidents } = this;
    const { mark, shape, x, y, style } = incidents;
    const tiny = incidents.shapes.map((one) => isTiny(one, scale));
    const isSpot = (row) => mark[row] === SOLID || mark[row] === HOLLOW || (mark[row] === AREA && tiny[shape[row]]);
    const { groups, next } = cluster(rows.filter(isSpot), x, y, style, STYLES.length, scale);
    for (const group of groups) {
      group.radius = radiusOf(group.count);
      group.hollow = mark[group.first] !== SOLID;
      group.style = style[group.first];
    }
    // Drawn from the smallest, so that the largest lie on top.
    groups.reverse();
    return { groups, next, areas: gatherAreas(incidents, rows, tiny) };
  }
}

/** Whether an area is so small on the screen that it would not be seen: then a hollow mark stands for it. */
const isTiny = ({ box: [x0, y0, x1, y1] }, scale) => Math.max(x1 - x0, y1 - y0) * scale < TINY;

/** Group what is shown by area, the largest first, so that small ones lie on top. */
function gatherAreas(incidents, rows, tiny) {
  const found = new Map();
  for (const row of rows) {
    const shape = incidents.shape[row];
    if (shape < 0) continue;
    const area = found.get(shape);
    if (area) area.rows.push(row);
    else found.set(shape, areaOf(incidents, row, tiny[shape]));
  }
  const areas = [...found.values()];
  for (const area of areas) {
    const tally = new Uint32Array(STYLES.length);
    for (const row of area.rows) tally[incidents.style[row]]++;
    area.style = tally.indexOf(Math.max(...tally));
    area.styles = tally;
    area.count = area.rows.length;
  }
  return areas.sort((a, b) => b.shape.size - a.shape.size);
}

function areaOf(incidents, row, isTinyShape) {
  const look = incidents.look[row];
  const mark = incidents.mark[row];
  return {
    shape: incidents.shapes[incidents.shape[row]],
    first: row,
    rows: [row],
    mark,
    look,
    precision: incidents.precisionOf(row),
    estimated: incidents.estimated[row] === 1,
    anchor: [incidents.x[row], incidents.y[row]],
    origin: LOOKS[look].fill === "fan" ? incidents.originOf(row) : null,
    tiny: mark === AREA && isTinyShape,
  };
}
