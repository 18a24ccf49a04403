// Playing: one step after the other, and never the next before the last one is painted.
const PACE_MS = 900; // of a step at single speed

export const SPEEDS = [0.5, 1, 2, 4];

export class Player {
  #turn = 0;
  #busy = false;

  /**
   * @param advance goes one step, `(by, starting)`; a promise that holds when it is painted, or null when there is none
   * @param changed is told when playing begins or ends
   */
  constructor({ advance, changed = () => {}, wait = pause, now = () => performance.now() }) {
    Object.assign(this, { advance, changed, wait, now, speed: 1, playing: false });
  }

  async play() {
    if (this.playing) return;
    const turn = ++this.#turn;
    this.playing = true;
    this.changed();
    for (let starting = true; turn === this.#turn; starting = false) {
      const begun = this.now();
      if (!(await this.step(1, starting))) break;
      if (turn === this.#turn) await this.wait(Math.max(0, PACE_MS / this.speed - (this.now() - begun)));
    }
    if (turn === this.#turn) this.stop();
  }

  stop() {
    if (!this.playing) return;
    this.#turn++;
    this.playing = false;
    this.changed();
  }

  toggle() {
    if (this.playing) this.stop();
    else this.play();
  }

  /** One step; while the last one is not painted yet, none. Tells whether there was one to go. */
  async step(by, starting = false) {
    if (this.#busy) return true;
    const painted = this.advance(by, starting);
    if (!painted) return false;
    this.#busy = true;
    try {
      await painted;
    } finally {
      this.#busy = false;
    }
    return true;
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
