// The sizes of elements, without making the browser lay the page out in the middle of a change: they are as it told them
// when they last changed.

export class Sizes {
  #known = new Map();
  #observer;

  /** `changed` is called after sizes that were asked for have become others. */
  constructor(changed) {
    this.#observer = new ResizeObserver((entries) => {
      const before = entries.map(({ target }) => this.#known.get(target));
      for (const { target } of entries) this.#measure(target);
      const same = ({ target }, i) => sameSize(before[i], this.#known.get(target));
      if (!entries.every(same)) changed();
    });
  }

  /** `{width, height}` of an element, in pixels; nought while it is not shown. */
  of(node) {
    if (!this.#known.has(node)) {
      this.#measure(node);
      this.#observer.observe(node);
    }
    return this.#known.get(node);
  }

  #measure(node) {
    this.#known.set(node, { width: node.clientWidth, height: node.clientHeight });
  }
}

const sameSize = (a, b) => a.width === b.width && a.height === b.height;
