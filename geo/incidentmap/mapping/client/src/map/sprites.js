// Small pictures that are drawn again at every step, kept as pixels: copying them takes a tenth of drawing them. They are
// kept from the second time on: making a canvas takes longer than drawing once, and a large set has other counts each time.

const MOST = 1500; // pictures; with more, all are made anew

export class Sprites {
  #kept = new Map();
  #seen = new Set(); // drawn once, and not kept yet
  #ratio = 0;
  #colours = null;

  /** From now on pictures are in these colours, with so many pixels of the canvas in one of the page. */
  begin(ratio, colours) {
    if (ratio !== this.#ratio || colours !== this.#colours) this.forget();
    this.#ratio = ratio;
    this.#colours = colours;
  }

  /** Make all anew: fonts have come, say. */
  forget() {
    this.#kept.clear();
    this.#seen.clear();
  }

  /**
   * Draw a picture around a spot.
   *
   * @param {string} key what it shows; the same key is the same picture
   * @param {[number, number]} half how far it reaches from the spot, to either side and up and down
   * @param {(context: CanvasRenderingContext2D) => void} make draws it around (0, 0)
   */
  draw(context, key, x, y, [wide, tall], make) {
    const ratio = this.#ratio;
    const half = [Math.ceil(wide * ratio), Math.ceil(tall * ratio)];
    // On whole pixels of the canvas, or what is copied would be blurred.
    const [atX, atY] = [Math.round(x * ratio), Math.round(y * ratio)];
    let picture = this.#kept.get(key);
    if (!picture && !this.#seen.has(key)) {
      if (this.#seen.size >= 4 * MOST) this.#seen.clear();
      this.#seen.add(key);
      context.save();
      context.translate(atX / ratio, atY / ratio);
      make(context);
      context.restore();
      return;
    }
    if (!picture) {
      if (this.#kept.size >= MOST) this.#kept.clear();
      picture = document.createElement("canvas");
      picture.width = 2 * half[0];
      picture.height = 2 * half[1];
      const pen = picture.getContext("2d");
      pen.setTransform(ratio, 0, 0, ratio, half[0], half[1]);
      make(pen);
      this.#kept.set(key, picture);
    }
    context.drawImage(picture, (atX - half[0]) / ratio, (atY - half[1]) / ratio, picture.width / ratio, picture.height / ratio);
  }
}

/** Where every picture is drawn as it is: on a sheet that is drawn once. */
export const DRAWN = {
  draw(context, _key, x, y, _half, make) {
    context.save();
    context.translate(x, y);
    make(context);
    context.restore();
  },
};
