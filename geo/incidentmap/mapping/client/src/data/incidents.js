// The incidents of a page: flat arrays for drawing and filtering, whole records on demand.
// Made of one or more answers of `encode_columns` ("chunks"), which may arrive at different times.
import { styleOf } from "../look.js";
import { HOLLOW, LOOKS, NOWHERE, SOLID } from "../looks.js";
import { Chunk } from "./chunk.js";
import { intern, NONE } from "./columns.js";
import { Facet, PairFacet } from "./facet.js";
import { Haystacks } from "./haystacks.js";
import { toX, toY } from "./mercator.js";
import { contains } from "./shapes.js";

const NAMED = 1500; // of the places with incidents, the names of so many may stand on the map

export class Incidents {
  #places = null;
  #rows = null;
  #haystacks = null;

  constructor(payloads) {
    const chunks = payloads.map((payload) => new Chunk(payload));
    this.chunks = chunks;
    this.starts = [];
    this.count = 0;
    for (const chunk of chunks) {
      this.starts.push(this.count);
      this.count += chunk.rows;
    }
    this.start = this.#gather(Int32Array, (chunk, row) => chunk.starts[chunk.when[row]]);
    this.end = this.#gather(Int32Array, (chunk, row) => chunk.ends[chunk.when[row]]);
    this.killedLow = this.#gather(Int32Array, (chunk, row) => chunk.fatalitiesLow[row]);
    this.killedHigh = this.#gather(Int32Array, (chunk, row) => chunk.fatalitiesHigh[row]);
    this.facets = {};
    this.#readTypes();
    this.#readPlaces();
    this.facets.actors = this.#listed((chunk) => chunk.actors, (chunk) => chunk.actors.items);
    this.facets.sources = this.#listed((chunk) => chunk.sources, (chunk) => chunk.sourceNames);
    this.newestFirst = this.#sorted();
    this.unplaced = this.mark.filter((mark) => mark === NOWHERE).length;
    this.undated = this.start.filter((start, i) => start === NONE && this.end[i] === NONE).length;
  }

  #gather(Kind, read) {
    const out = new Kind(this.count);
    let i = 0;
    for (const chunk of this.chunks) for (let row = 0; row < chunk.rows; row++) out[i++] = read(chunk, row);
    return out;
  }

  #readTypes() {
    const types = intern(this.chunks.map((chunk) => chunk.eventType));
    const styles = types.values.map(styleOf);
    const none = styleOf(null);
    this.style = new Uint8Array(this.count);
    for (let row = 0; row < this.count; row++) this.style[row] = styles[types.codes[row]] ?? none;
    this.facets.type = Facet.single(types.values, types.codes);
    const subs = intern(this.chunks.map((chunk) => chunk.subEventType));
    this.facets.sub = new PairFacet(this.facets.type, subs.values, subs.codes);
  }

  #readPlaces() {
    const { count } = this;
    this.x = new Float64Array(count).fill(NaN);
    this.y = new Float64Array(count).fill(NaN);
    this.mark = new Uint8Array(count); // how it is marked, of `looks.js`
    this.look = new Uint8Array(count);
    this.estimated = new Uint8Array(count);
    this.shape = new Int32Array(count).fill(-1);
    this.shapes = [];
    const precision = intern(this.chunks.map((chunk) => chunk.place.precision));
    const codes = new Int32Array(count);
    let i = 0;
    let base = 0;
    for (const chunk of this.chunks) {
      const first = this.shapes.length;
      this.shapes.push(...chunk.shapes);
      const anchors = Array.from({ length: chunk.places }, (_, place) => chunk.anchor(place));
      const looks = anchors.map((anchor, place) => (anchor ? chunk.look(place) : 0));
      for (let row = 0; row < chunk.rows; row++, i++) {
        const place = chunk.where[row];
        const anchor = anchors[place];
        codes[i] = precision.codes[base + place];
        if (!anchor) continue;
        [this.x[i], this.y[i]] = anchor;
        this.look[i] = looks[place];
        this.mark[i] = LOOKS[looks[place]].mark;
        this.estimated[i] = chunk.estimated[place] === 1 ? 1 : 0;
        if (chunk.shape[place] >= 0) this.shape[i] = first + chunk.shape[place];
      }
      base += chunk.places;
    }
    this.facets.precision = Facet.single(precision.values, codes);
  }

  /** A facet of lists. Chunks number their lists apart, so two may hold the same. */
  #listed(listsOf, textsOf) {
    const numbered = intern(this.chunks.map((chunk) => textsOf(chunk)));
    const lists = [];
    const firsts = [];
    let base = 0;
    for (const chunk of this.chunks) {
      const { starts, items } = listsOf(chunk);
      firsts.push(lists.length);
      for (let list = 0; list + 1 < starts.length; list++) {
        const values = numbered.codes.subarray(base + starts[list], base + starts[list + 1]);
        lists.push([...new Set(values)].filter((value) => value >= 0));
      }
      base += textsOf(chunk).rows;
    }
    let chunk = 0;
    const codes = this.#gather(Int32Array, (from, row) => {
      if (row === 0) chunk = this.chunks.indexOf(from);
      return firsts[chunk] + listsOf(from).codes[row];
    });
    return new Facet(numbered.values, codes, lists);
  }

  /** Rows from the newest to the oldest; those without a date last. */
  #sorted() {
    const { start, end, count } = this;
    // Day and row in one number, which sorts quickly: the day, turned round, above the row.
    const keys = new Float64Array(count);
    for (let row = 0; row < count; row++) keys[row] = -(start[row] === NONE ? end[row] : start[row]) * count + row;
    keys.sort();
    const rows = new Int32Array(count);
    for (let i = 0; i < count; i++) rows[i] = ((keys[i] % count) + count) % count;
    return rows;
  }

  #locate(row) {
    let chunk = this.chunks.length - 1;
    while (this.starts[chunk] > row) chunk--;
    return [this.chunks[chunk], row - this.starts[chunk]];
  }

  id(row) {
    const [chunk, i] = this.#locate(row);
    return chunk.id.at(i);
  }

  rowOf(id) {
    if (!this.#rows) {
      this.#rows = new Map();
      // From the last, so that of two with one id the first is found.
      for (let row = this.count - 1; row >= 0; row--) this.#rows.set(this.id(row), row);
    }
    return this.#rows.get(id) ?? -1;
  }

  /** What a list shows of an incident. */
  line(row) {
    const [chunk, i] = this.#locate(row);
    const place = chunk.where[i];
    return {
      type: chunk.eventType.at(i),
      subType: chunk.subEventType.at(i),
      summary: chunk.summary.at(i),
      start: this.start[row],
      end: this.end[row],
      place: chunk.place.place.at(place) ?? chunk.place.place_name.at(place),
      placeName: chunk.place.place_name.at(place),
      precision: chunk.place.precision.at(place),
      reason: chunk.place.reason.at(place),
      radiusKm: chunk.radiusKm[place],
      look: this.look[row],
      estimated: this.estimated[row] === 1,
    };
  }

  /** Whether the coordinate that the source gave lies in what is drawn; null where one of both is not there. */
  #recordedInside(chunk, row, i) {
    const shape = this.shapes[this.shape[row]];
    const [lon, lat] = [chunk.recordedLon[i], chunk.recordedLat[i]];
    return shape && !Number.isNaN(lon) && !Number.isNaN(lat) ? contains(shape, toX(lon), toY(lat)) : null;
  }

  /** Where the place lies that an incident's shape was drawn from, or null. */
  originOf(row) {
    const [chunk, i] = this.#locate(row);
    return chunk.origin(chunk.where[i]);
  }

  /** The class of precision of a row. */
  precisionOf(row) {
    const { values, codes } = this.facets.precision;
    return values[codes[row]] ?? null;
  }

  /** All there is about an incident. */
  record(row) {
    const [chunk, i] = this.#locate(row);
    const place = chunk.where[i];
    const field = (name) => chunk.place[name].at(place);
    return {
      ...this.line(row),
      id: chunk.id.at(i),
      timePrecision: chunk.timePrecision.at(chunk.when[i]),
      timePhrase: chunk.timePhrase.at(chunk.when[i]),
      within: field("within"),
      placeId: field("place_id"),
      country: field("country"),
      admin1: field("admin1"),
      admin2: field("admin2"),
      match: field("match"),
      rule: field("rule"),
      shapeKind: chunk.kind.at(place),
      estimatedOrNull: chunk.estimated[place] === NONE ? null : chunk.estimated[place] === 1,
      label: [chunk.labelLon[place], chunk.labelLat[place]],
      lon: chunk.lon[place],
      lat: chunk.lat[place],
      recordedLon: chunk.recordedLon[i],
      recordedLat: chunk.recordedLat[i],
      recordedPrecision: chunk.recordedPrecision.at(i),
      recordedInside: this.#recordedInside(chunk, row, i),
      fatalities: [chunk.fatalitiesLow[i], chunk.fatalitiesHigh[i]].map((n) => (n === NONE ? null : n)),
      actors: chunk.actorsOf(i),
      candidates: chunk.candidatesOf(place),
      sources: chunk.sourcesOf(i),
      evidence: chunk.evidenceOf(i),
      gazetteer: chunk.meta.gazetteer,
    };
  }

  /** Make the test whether an incident's texts hold every word of a question. */
  finding(question) {
    this.#haystacks ??= new Haystacks(this.chunks);
    return this.#haystacks.finding(question);
  }

  /** Named places where incidents are marked: `{name, x, y, count}`. */
  places() {
    return (this.#places ??= this.#findPlaces());
  }

  #findPlaces() {
    const found = new Map();
    let row = 0;
    for (const chunk of this.chunks) {
      for (let i = 0; i < chunk.rows; i++, row++) {
        if (this.mark[row] !== SOLID && this.mark[row] !== HOLLOW) continue;
        const name = chunk.place.place_name.at(chunk.where[i]);
        if (name === null) continue;
        const key = `${this.x[row]} ${this.y[row]}`;
        const known = found.get(key);
        if (known) known.count++;
        else found.set(key, { name, x: this.x[row], y: this.y[row], count: 1 });
      }
    }
    return [...found.values()].sort((a, b) => b.count - a.count).slice(0, NAMED);
  }
}
