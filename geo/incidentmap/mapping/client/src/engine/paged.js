// A list that comes in pages, each when it is about to be seen.

const PAGE = 100;

export class PagedRows {
  #rows = []; // sparse: a row where it is here
  #places = new Map();
  #asked = new Set();

  /** `fetchPage(offset, limit)` has the page fetched; `put` is called when it has come. */
  constructor(length, fetchPage) {
    this.length = length;
    this.fetchPage = fetchPage;
  }

  put(offset, rows) {
    for (const [i, row] of rows.entries()) {
      this.#rows[offset + i] = row;
      this.#places.set(row, offset + i);
    }
  }

  at(i) {
    return this.#rows[i] ?? -1;
  }

  indexOf(row) {
    return this.#places.get(row) ?? -1;
  }

  want(from, to) {
    const end = Math.min(to, this.length);
    for (let i = Math.max(0, from); i < end; i++) {
      if (this.#rows[i] !== undefined) continue;
      const page = Math.floor(i / PAGE);
      if (!this.#asked.has(page)) {
        this.#asked.add(page);
        this.fetchPage(page * PAGE, PAGE, () => this.#asked.delete(page));
      }
      i = (page + 1) * PAGE - 1;
    }
  }
}
