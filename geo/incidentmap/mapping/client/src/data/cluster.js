// Grouping of marks that would cover each other on the screen, by a grid and then by touch.
// A group stands where most of its incidents are: on a real place, never at a mean between places.

const CELL = 16; // pixels: closer than this, two marks always cover each other
const REACH = 64; // pixels: the largest distance at which two groups can touch
const TOUCH = 0.95; // of the sum of both radii

const SINGLE_RADIUS = 10;

/** How large a group's badge is, in pixels. */
export function radiusOf(count) {
  return count === 1 ? SINGLE_RADIUS : Math.min(30, 11.5 + 1.5 * Math.log2(count));
}

/**
 * Group rows.
 *
 * @param {Int32Array} rows which rows
 * @param {Float64Array} xs positions on the unit square, by row
 * @param {Float64Array} ys
 * @param {Uint8Array} styles a small number for each row's type
 * @param {number} styleCount how many such numbers there are
 * @param {number} scale pixels of the world's side
 * @returns {{x: number, y: number, count: number, first: number, styles: Uint32Array}[]} with `next`, the chain of
 *   each group's rows: `for (let r = group.first; r >= 0; r = next[r])`
 */
export function cluster(rows, xs, ys, styles, styleCount, scale) {
  const next = new Int32Array(xs.length).fill(-1);
  const cells = binned(rows, xs, ys, styles, styleCount, scale, next);
  cells.sort((a, b) => b.count - a.count || a.first - b.first);
  const grid = new Map();
  const groups = [];
  for (const cell of cells) {
    const host = touching(cell, grid, scale);
    if (host) absorb(host, cell, next);
    else {
      groups.push(cell);
      const key = keyOf(cell.x * scale, cell.y * scale, REACH);
      if (!grid.has(key)) grid.set(key, []);
      grid.get(key).push(cell);
    }
  }
  return { groups, next };
}

function binned(rows, xs, ys, styles, styleCount, scale, next) {
  const byKey = new Map();
  for (const row of rows) {
    const key = keyOf(xs[row] * scale, ys[row] * scale, CELL);
    let cell = byKey.get(key);
    if (!cell) {
      cell = { x: 0, y: 0, count: 0, first: row, last: row, styles: new Uint32Array(styleCount) };
      byKey.set(key, cell);
    } else {
      next[cell.last] = row;
      cell.last = row;
    }
    // Summed from the first one, so that incidents on one spot have exactly that spot as their mean.
    cell.x += xs[row] - xs[cell.first];
    cell.y += ys[row] - ys[cell.first];
    cell.count++;
    cell.styles[styles[row]]++;
  }
  const cells = [...byKey.values()];
  for (const cell of cells) {
    const at = nearestTo(cell, xs[cell.first] + cell.x / cell.count, ys[cell.first] + cell.y / cell.count, xs, ys, next);
    cell.x = xs[at];
    cell.y = ys[at];
  }
  return cells;
}

/** The row of a cell that is nearest to a spot. */
function nearestTo(cell, x, y, xs, ys, next) {
  let best = cell.first;
  let closest = Infinity;
  for (let row = cell.first; row >= 0; row = next[row]) {
    const distance = (xs[row] - x) ** 2 + (ys[row] - y) ** 2;
    if (distance < closest) {
      best = row;
      closest = distance;
    }
  }
  return best;
}

function touching(cell, grid, scale) {
  const px = cell.x * scale;
  const py = cell.y * scale;
  const own = radiusOf(cell.count);
  let best = null;
  let closest = Infinity;
  for (let dx = -REACH; dx <= REACH; dx += REACH) {
    for (let dy = -REACH; dy <= REACH; dy += REACH) {
      for (const other of grid.get(keyOf(px + dx, py + dy, REACH)) ?? []) {
        const distance = Math.hypot(other.x * scale - px, other.y * scale - py);
        if (distance < (own + radiusOf(other.count)) * TOUCH && distance < closest) {
          best = other;
          closest = distance;
        }
      }
    }
  }
  return best;
}

function absorb(host, cell, next) {
  next[host.last] = cell.first;
  host.last = cell.last;
  host.count += cell.count;
  for (let i = 0; i < host.styles.length; i++) host.styles[i] += cell.styles[i];
}

// World pixels stay below 2^27 in both directions, so the key is exact.
function keyOf(px, py, size) {
  return Math.floor(px / size) * 67108864 + Math.floor(py / size);
}
