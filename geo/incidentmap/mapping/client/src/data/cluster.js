// Grouping of marks that would cover each other on the screen, by a grid and then by touch.
// A group stands on one of its members: of those in its largest cell, the one nearest to their mean.

const TOUCH = 0.95; // of the sum of both radii
const SINGLE_RADIUS = 10;

/** How large a group's badge is, in pixels. */
export function radiusOf(count) {
  return count === 1 ? SINGLE_RADIUS : Math.min(30, 11.5 + 1.5 * Math.log2(count));
}

/** Groups of some rows on a `Grid`; a group is the number of the cell that it began with. */
export class Clusters {
  /** `rows` says which rows are shown; those without a cell are left out. */
  constructor(grid, rows) {
    this.grid = grid;
    this.next = new Int32Array(grid.xs.length).fill(-1); // the chain of each group's rows
    this.first = new Int32Array(grid.cells);
    this.last = new Int32Array(grid.cells);
    this.count = new Int32Array(grid.cells);
    const used = this.#fill(rows);
    this.at = this.#middles(rows); // the row on whose place a cell's mark stands
    this.#join(bySize(used, this.count));
  }

  /** Put the rows into their cells; the numbers of those that are not empty, as they appear. */
  #fill(rows) {
    const { first, last, count, next, grid: { cellOf, cells } } = this;
    const used = new Int32Array(cells);
    let filled = 0;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      const cell = cellOf[row];
      if (cell < 0) continue;
      if (count[cell]++ === 0) {
        first[cell] = row;
        used[filled++] = cell;
      } else next[last[cell]] = row;
      last[cell] = row;
    }
    return used.subarray(0, filled);
  }

  /** Of each cell the row that is nearest to the mean of all of its rows. */
  #middles(rows) {
    const { first, count, grid: { xs, ys, cellOf, cells } } = this;
    const sumX = new Float64Array(cells);
    const sumY = new Float64Array(cells);
    for (let i = 0; i < rows.length; i++) {
      const cell = cellOf[rows[i]];
      if (cell < 0 || count[cell] === 1) continue;
      // Summed from the first one, so that incidents on one spot have exactly that spot as their mean.
      sumX[cell] += xs[rows[i]] - xs[first[cell]];
      sumY[cell] += ys[rows[i]] - ys[first[cell]];
    }
    const at = first.slice();
    const closest = new Float64Array(cells).fill(Infinity);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      const cell = cellOf[row];
      if (cell < 0 || count[cell] === 1) continue;
      const dx = xs[row] - xs[first[cell]] - sumX[cell] / count[cell];
      const dy = ys[row] - ys[first[cell]] - sumY[cell] / count[cell];
      const distance = dx * dx + dy * dy;
      if (distance < closest[cell]) {
        closest[cell] = distance;
        at[cell] = row;
      }
    }
    return at;
  }

  /** Join what touches until nothing does: a group grows by what joins it, and may then touch its neighbours. */
  #join(sorted) {
    const groupOf = (this.groupOf = new Int32Array(this.grid.cells).fill(-1)); // of each cell
    let before;
    this.groups = sorted;
    do {
      before = this.groups.length;
      this.groups = this.#joinOnce(before === sorted.length ? sorted : bySize(this.groups, this.count));
    } while (this.groups.length < before);
    // Of each cell the group that its own has joined in the end.
    for (const cell of sorted) {
      let group = groupOf[cell];
      while (groupOf[group] !== group) group = groupOf[group];
      groupOf[cell] = group;
    }
  }

  /** From the largest on: one that touches a group joins the nearest, any other is a group. */
  #joinOnce(sorted) {
    const { first, last, count, next, at, groupOf, grid: { xs, ys, scale, blockOf, blocks, around, cells } } = this;
    const heads = new Int32Array(blocks).fill(-1); // the groups of each block, as chains
    const behind = new Int32Array(cells);
    const radius = new Float64Array(cells);
    const kept = new Int32Array(sorted.length);
    let groups = 0;
    for (let i = 0; i < sorted.length; i++) {
      const cell = sorted[i];
      const own = radiusOf(count[cell]);
      const x = xs[at[cell]];
      const y = ys[at[cell]];
      let host = -1;
      let closest = Infinity;
      for (let k = 9 * blockOf[cell], end = k + 9; k < end; k++) {
        if (around[k] < 0) continue;
        for (let group = heads[around[k]]; group >= 0; group = behind[group]) {
          const dx = (xs[at[group]] - x) * scale;
          const dy = (ys[at[group]] - y) * scale;
          const reach = (own + radius[group]) * TOUCH;
          const distance = dx * dx + dy * dy;
          if (distance < reach * reach && distance < closest) {
            host = group;
            closest = distance;
          }
        }
      }
      if (host < 0) {
        radius[cell] = own;
        behind[cell] = heads[blockOf[cell]];
        heads[blockOf[cell]] = cell;
        groupOf[cell] = cell;
        kept[groups++] = cell;
      } else {
        next[last[host]] = first[cell];
        last[host] = last[cell];
        count[host] += count[cell];
        radius[host] = radiusOf(count[host]);
        groupOf[cell] = host;
      }
    }
    return kept.subarray(0, groups);
  }

  /** The rows of a group. */
  rowsOf(group) {
    const rows = new Int32Array(this.count[group]);
    for (let i = 0, row = this.first[group]; i < rows.length; i++, row = this.next[row]) rows[i] = row;
    return rows;
  }
}

/** Cells from the largest; of the same size, as they were. */
function bySize(cells, count) {
  let most = 0;
  for (const cell of cells) most = Math.max(most, count[cell]);
  const starts = new Int32Array(most + 2);
  for (const cell of cells) starts[most - count[cell] + 1]++;
  for (let i = 1; i < starts.length; i++) starts[i] += starts[i - 1];
  const sorted = new Int32Array(cells.length);
  for (const cell of cells) sorted[starts[most - count[cell]]++] = cell;
  return sorted;
}
