// Where a long list is scrolled to. Browsers cannot lay out more than some million pixels, so a list that is taller is
// squeezed into a shorter strip: near both ends it moves pixel by pixel, in the middle the strip stands for more.

export const TALLEST = 8_000_000; // pixels that every browser can lay out
const EXACT = 1_000_000; // pixels at either end that are not squeezed
const LEAP = 3; // a scroll of more screens than this is a leap along the strip, not a step

/** Where in the list a place of the strip lies. All in pixels: `strip` and `tall` are how far each can be scrolled. */
export function fromStrip(top, strip, tall) {
  if (strip >= tall || top <= EXACT) return top;
  if (top >= strip - EXACT) return tall - (strip - top);
  return EXACT + ((top - EXACT) / (strip - 2 * EXACT)) * (tall - 2 * EXACT);
}

/** The place of the strip that stands for a place of the list. */
export function toStrip(at, strip, tall) {
  if (strip >= tall || at <= EXACT) return at;
  if (at >= tall - EXACT) return strip - (tall - at);
  return EXACT + ((at - EXACT) / (tall - 2 * EXACT)) * (strip - 2 * EXACT);
}

/** Follows a scroller: `at` is how far the list is scrolled, whatever the strip says. */
export class Scroll {
  at = 0;
  #last = 0;
  #strip = 0;
  #tall = 0;
  #screen = 0;

  /** Where the strip is scrolled to. */
  get top() {
    return this.#last;
  }

  /** The height of all rows and of what is seen of them. Returns the height of the strip. */
  resize(height, screen) {
    const strip = Math.min(height, TALLEST);
    this.#screen = screen;
    this.#tall = Math.max(0, height - screen);
    this.#strip = Math.max(0, strip - screen);
    this.at = Math.min(this.at, this.#tall);
    this.#last = Math.min(this.#last, this.#strip);
    return strip;
  }

  /** The scroller has moved to `top`. A step is taken as it is; a leap is read off the strip. */
  moved(top) {
    const by = top - this.#last;
    const squeezed = this.#strip < this.#tall;
    if (squeezed && Math.abs(by) <= LEAP * this.#screen && top > 0 && top < this.#strip) this.at += by;
    else this.at = fromStrip(top, this.#strip, this.#tall);
    this.at = Math.max(0, Math.min(this.#tall, this.at));
    this.#last = top;
  }

  /** Go to a place of the list. Returns where the scroller has to be. */
  goTo(at) {
    this.at = Math.max(0, Math.min(this.#tall, at));
    this.#last = toStrip(this.at, this.#strip, this.#tall);
    return this.#last;
  }
}
