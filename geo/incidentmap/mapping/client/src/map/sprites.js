// Small pictures that are drawn again at every step, kept as pixels: copying them takes a tenth of drawing them.

const MOST = 1500; // pictures; beyond them all are made anew

export class Sprites {
  #kept = new Map();
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
    let made = this.#kept.get(key);
    if (!made) {
      if (this.#kept.size >= MOST) this.forget();
      const half = [Math.ceil(wide * ratio), Math.ceil(tall * ratio)];
      const picture = document.createElement("canvas");
      picture.width = 2 * half[0];
      picture.height = 2 * half[1];
      const pen = picture.getContext("2d");
      pen.setTransform(ratio, 0, 0, ratio, half[0], half[1]);
      make(pen);
      made = { half, picture };
      this.#kept.set(key, made);
    }
    // On whole pixels of the canvas, or it would be blurred.
    const { half, picture } = made;
    const at = [Math.round(x * ratio) - half[0], Math.round(y * ratio) - half[1]];
    context.drawImage(picture, at[0] / ratio, at[1] / ratio, picture.width / ratio, picture.height / ratio);
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
