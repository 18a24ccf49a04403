// What the chart shows: the part of time in sight, its bins and their counts, and where a day is in pixels.
import { scaleLinear } from "d3-scale";
import { binOf, DAY_MS, FIRST_DAY, LAST_DAY } from "../../data/time.js";
import { makeBins, mostBins, unitFor, unitNamed } from "./bins.js";
import { clampWindow, reveal, roomAround, zoomWindow } from "./spans.js";

const EDGE = 12; // pixels beside the chart, where half a handle has room

export class TimeModel {
  reach = null; // the first and the last day of the set
  whole = null; // the same by whole bins, [first day, day after the last]
  window = null; // what is in sight, in days and parts of days
  width = 0;

  /** The set has changed; its first and last day, or null. */
  setReach(reach) {
    const kept = this.zoomed && reach && this.reach?.join() === reach.join() ? this.window : null;
    this.reach = reach;
    this.window = kept;
    this.shown = this.overview = null;
    this.#measure();
  }

  resize(width) {
    if (width === this.width || !width) return;
    this.width = width;
    this.#measure();
  }

  #measure() {
    if (!this.reach) return;
    const zoomed = this.zoomed;
    const [first, last] = roomAround(this.reach, [FIRST_DAY, LAST_DAY]);
    this.wholeBins = makeBins(first, last, unitFor(last - first + 1, mostBins(this.width || 1000)));
    const { edges } = this.wholeBins;
    this.whole = [edges[0], edges.at(-1)];
    this.setWindow(zoomed && this.window ? this.window : this.whole);
  }

  get zoomed() {
    return Boolean(this.window && this.whole) && (this.window[0] > this.whole[0] || this.window[1] < this.whole[1]);
  }

  setWindow(window) {
    this.window = clampWindow(window, this.whole);
    const right = Math.max(EDGE + 1, (this.width || 1000) - EDGE);
    this.scale = scaleLinear().domain(this.window.map((day) => day * DAY_MS)).range([EDGE, right]);
    if (!this.zoomed) {
      this.bins = this.wholeBins;
      return;
    }
    const days = this.window[1] - this.window[0];
    const unit = unitFor(days, mostBins(this.width || 1000));
    // A little more than the window, as bars go on under the edges.
    const spare = (EDGE / (right - EDGE)) * days;
    const first = Math.max(this.whole[0], Math.floor(this.window[0] - spare));
    const last = Math.min(this.whole[1] - 1, Math.ceil(this.window[1] + spare) - 1);
    this.bins = makeBins(first, last, unit);
  }

  get unit() {
    return unitNamed(this.bins.unit);
  }

  /** Count what is in sight; `count(edges)` answers with {all, own, vague}. What is not counted yet leaves the last picture. */
  count(count) {
    const counts = count(this.bins.edges);
    if (counts.waiting && this.shown) return;
    this.shown = { bins: this.bins, counts };
    if (!this.zoomed) this.overview = { edges: this.bins.edges, all: counts.all };
  }

  zoom(factor, day = (this.window[0] + this.window[1]) / 2) {
    this.setWindow(zoomWindow(this.window, this.whole, day, factor));
  }

  pan(days) {
    this.setWindow([this.window[0] + days, this.window[1] + days]);
  }

  /** Bring a span into sight. Tells whether something moved. */
  reveal(span) {
    const next = reveal(this.window, span, this.whole);
    if (next[0] === this.window[0]) return false;
    this.setWindow(next);
    return true;
  }

  x(day) {
    return this.scale(day * DAY_MS);
  }

  dayAt(x) {
    return this.scale.invert(x) / DAY_MS;
  }

  get daysPerPixel() {
    const [left, right] = this.scale.range();
    return (this.window[1] - this.window[0]) / (right - left);
  }

  /** The bar under a pixel; -1 where there is none. */
  barAt(x) {
    const day = this.dayAt(x);
    const { edges } = this.bins;
    return day < edges[0] || day >= edges.at(-1) ? -1 : binOf(edges, day);
  }
}
