// A grid over the marks of a set at one zoom: in which cell each lies, and which blocks of cells are neighbours. It
// does not depend on the filters, so it is made once per zoom.

export const CELL = 16; // pixels: closer than this, two marks always cover each other
const BLOCK = 4; // cells: 64 pixels, more than the largest distance at which two groups can touch

export class Grid {
  /**
   * Make a grid.
   *
   * @param {Float64Array} xs positions on the unit square, by row
   * @param {Float64Array} ys
   * @param {(row: number) => boolean} isSpot whether a row has a mark at all
   * @param {number} scale pixels of the world's side
   */
  constructor(xs, ys, isSpot, scale) {
    this.xs = xs;
    this.ys = ys;
    this.scale = scale;
    this.cellOf = new Int32Array(xs.length).fill(-1);
    const cells = new Numbers();
    const perCell = scale / CELL;
    for (let row = 0; row < xs.length; row++) {
      if (isSpot(row)) this.cellOf[row] = cells.of(Math.floor(xs[row] * perCell), Math.floor(ys[row] * perCell));
    }
    this.cells = cells.count;
    this.#block(cells);
  }

  #block(cells) {
    const blocks = new Numbers();
    this.blockOf = new Int32Array(cells.count);
    for (let cell = 0; cell < cells.count; cell++) {
      this.blockOf[cell] = blocks.of(Math.floor(cells.across[cell] / BLOCK), Math.floor(cells.down[cell] / BLOCK));
    }
    this.blocks = blocks.count;
    this.around = new Int32Array(9 * blocks.count); // the numbers of the nine blocks around each, -1 where none is
    for (let block = 0, at = 0; block < blocks.count; block++) {
      for (let dx = -1; dx <= 1; dx++) {
        for (let dy = -1; dy <= 1; dy++) this.around[at++] = blocks.find(blocks.across[block] + dx, blocks.down[block] + dy);
      }
    }
  }
}

/** Gives numbers to pairs of whole numbers, as they appear. */
class Numbers {
  #slots = new Int32Array(1024).fill(-1);

  constructor() {
    this.count = 0;
    this.across = new Int32Array(512);
    this.down = new Int32Array(512);
  }

  of(across, down) {
    const slot = this.#slotOf(across, down);
    if (this.#slots[slot] >= 0) return this.#slots[slot];
    if (this.count === this.across.length) {
      this.#grow();
      return this.of(across, down);
    }
    this.across[this.count] = across;
    this.down[this.count] = down;
    return (this.#slots[slot] = this.count++);
  }

  find(across, down) {
    return this.#slots[this.#slotOf(across, down)];
  }

  /** Where a pair is, or the free slot where it would be. */
  #slotOf(across, down) {
    const last = this.#slots.length - 1;
    let hash = Math.imul(across, 0x9e3779b1) ^ Math.imul(down, 0x85ebca6b);
    hash ^= hash >>> 15;
    for (let slot = hash & last; ; slot = (slot + 1) & last) {
      const number = this.#slots[slot];
      if (number < 0 || (this.across[number] === across && this.down[number] === down)) return slot;
    }
  }

  #grow() {
    const { across, down, count } = this;
    this.across = new Int32Array(2 * count);
    this.down = new Int32Array(2 * count);
    this.across.set(across);
    this.down.set(down);
    this.#slots = new Int32Array(4 * count).fill(-1);
    for (let number = 0; number < count; number++) this.#slots[this.#slotOf(across[number], down[number])] = number;
  }
}
