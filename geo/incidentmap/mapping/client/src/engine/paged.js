// A list that comes in pages, each when it is about to be seen.

const PAGE = 100;
const SETTLE_MS = 80; // while a list is scrolled, nothing is asked
const AT_ONCE = 2; // pages that are on their way

export class PagedRows {
  #rows = []; // sparse: a row where it has come
  #places = new Map();
  #asked = new Set();
  #lost = new Set();
  #sight = [0, 0];
  #timer;

  /**
   * `fetchPage(offset, limit)` has a page fetched and put here (`put`); its promise tells whether it came. `has(row)`
   * tells whether a row that has come is still here. `guessed` says that `length` is a guess until a page has come.
   */
  constructor(length, fetchPage, { has = () => true, guessed = false } = {}) {
    this.length = length;
    this.guessed = guessed;
    this.fetchPage = fetchPage;
    this.has = has;
  }

  put(offset, rows) {
    for (const [i, row] of rows.entries()) {
      this.#rows[offset + i] = row;
      this.#places.set(row, offset + i);
    }
  }

  at(i) {
    const row = this.#rows[i];
    return row !== undefined && this.has(row) ? row : -1;
  }

  indexOf(row) {
    return this.#places.get(row) ?? -1;
  }

  want(from, to) {
    this.#sight = [from, to];
    this.#lost.clear();
    clearTimeout(this.#timer);
    if (this.#missing().length) this.#timer = setTimeout(() => this.#fetch(), SETTLE_MS);
  }

  /** Nobody looks at this list any more. */
  leave() {
    this.want(0, 0);
  }

  /** Have the first rows here, up to `to` of them; the promise holds when they are, or cannot be. */
  async have(to) {
    const end = Math.min(to, this.length);
    for (let i = 0; i < end; i++) if (this.at(i) < 0) return this.fetchPage(0, end);
    return true;
  }

  /** The pages in sight of which something is not here. */
  #missing() {
    const [from, to] = this.#sight;
    const pages = new Set();
    for (let i = Math.max(0, from), end = Math.min(to, this.length); i < end; i++) {
      if (this.at(i) < 0) pages.add(Math.floor(i / PAGE));
    }
    return [...pages];
  }

  #fetch() {
    for (const page of this.#missing()) {
      if (this.#asked.size >= AT_ONCE) return;
      if (!this.#asked.has(page) && !this.#lost.has(page)) this.#fetchOne(page);
    }
  }

  async #fetchOne(page) {
    this.#asked.add(page);
    const came = await this.fetchPage(page * PAGE, PAGE);
    this.#asked.delete(page);
    // What is lost waits until somebody wants it again.
    if (!came) this.#lost.add(page);
    this.#fetch();
  }
}
