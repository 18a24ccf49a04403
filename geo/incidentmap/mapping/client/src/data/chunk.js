// One answer of `encode_columns`, read column by column.
import { lookOf, numberOf } from "../looks.js";
import { Unreadable } from "./blocks.js";
import { floats, index, integers, intern, offsets, Strings } from "./columns.js";
import { toX, toY } from "./mercator.js";
import { decodeShapes } from "./shapes.js";

const FORMAT = 1;
const DEGREE = 100000;
const PLACE_TEXTS = [
  "place", "within", "place_id", "place_name", "country", "admin1", "admin2", "match", "precision", "rule", "reason",
];

const DISC = numberOf("disc");

const inBox = ([x0, y0, x1, y1], [x, y]) => x >= x0 && x <= x1 && y >= y0 && y <= y1;

/** Items of a column of lists: `codes` says which list a row has, `starts` where each list's items are. */
function lists(column, rows, read) {
  const codes = integers(column.codes, rows);
  let count = 0;
  for (const code of codes) count = Math.max(count, code + 1);
  const starts = offsets(column.counts, count);
  return { codes, starts, items: read(column.items, starts[count]) };
}

const texts = (names, table, rows) => Object.fromEntries(names.map((name) => [name, new Strings(table[name], rows)]));

/** What sources are called: by title, or by id where there is none. */
function titled({ title, id }) {
  const names = { rows: title.rows, at: (i) => title.at(i) || id.at(i) };
  return { ...names, ...intern([names]) };
}

function largest(array) {
  let most = -1;
  for (let i = 0; i < array.length; i++) if (array[i] > most) most = array[i];
  return most;
}

export class Chunk {
  constructor(data) {
    if (data?.format !== FORMAT) throw new Unreadable("data.other");
    this.rows = data.rows;
    this.meta = data.meta;
    this.id = new Strings(data.id, this.rows);
    this.#readTimes(data);
    this.#readPlaces(data);
    this.shapes = decodeShapes(data.shapes);
    this.eventType = new Strings(data.event_type, this.rows);
    this.subEventType = new Strings(data.sub_event_type, this.rows);
    this.summary = new Strings(data.summary, this.rows);
    this.fatalitiesLow = integers(data.fatalities_low, this.rows);
    this.fatalitiesHigh = integers(data.fatalities_high, this.rows);
    this.recordedLon = floats(data.recorded_lon, this.rows, DEGREE);
    this.recordedLat = floats(data.recorded_lat, this.rows, DEGREE);
    this.recordedPrecision = new Strings(data.recorded_precision, this.rows);
    this.actors = lists(data.actors, this.rows, (column, count) => new Strings(column, count));
    this.sources = lists(data.sources, this.rows, (table, count) =>
      texts(["id", "title", "url", "published", "licence", "sha256"], table, count),
    );
    this.sourceNames = titled(this.sources.items);
    this.#readEvidence(data.evidence);
  }

  #readTimes(data) {
    this.when = index(data.when, this.rows);
    const count = largest(this.when) + 1;
    this.starts = integers(data.whens.start, count);
    this.ends = integers(data.whens.end, count);
    this.timePrecision = new Strings(data.whens.precision, count);
    this.timePhrase = new Strings(data.whens.phrase, count);
  }

  #readPlaces(data) {
    this.where = index(data.where, this.rows);
    const table = data.wheres;
    const count = largest(this.where) + 1;
    this.places = count;
    this.place = texts(PLACE_TEXTS, table, count);
    this.radiusKm = floats(table.radius_km, count, 1000);
    this.lon = floats(table.lon, count, DEGREE);
    this.lat = floats(table.lat, count, DEGREE);
    this.shape = integers(table.shape, count);
    this.kind = new Strings(table.shape_kind, count);
    this.estimated = integers(table.estimated, count);
    this.labelLon = floats(table.label_lon, count, DEGREE);
    this.labelLat = floats(table.label_lat, count, DEGREE);
    this.ranked = index(table.candidates, count);
    const ranked = largest(this.ranked) + 1;
    this.candidateStarts = offsets(data.candidates.counts, ranked);
    const candidates = this.candidateStarts[ranked];
    this.candidate = {
      ...texts(["id", "name", "admin1", "admin2", "match"], data.candidates, candidates),
      lon: floats(data.candidates.lon, candidates, DEGREE),
      lat: floats(data.candidates.lat, candidates, DEGREE),
      score: floats(data.candidates.score, candidates, 1000),
    };
  }

  #readEvidence(data) {
    this.evidenceStarts = offsets(data.counts, this.rows);
    const count = this.evidenceStarts[this.rows];
    this.evidence = texts(["source", "sentence", "rule"], data, count);
    this.evidenceIsSummary = integers(data.is_summary, count);
    this.evidenceStart = floats(data.start, count, 1);
    this.evidenceEnd = floats(data.end, count, 1);
  }

  /** Where a place record is on the unit square: its own point, or the spot of its shape where a mark may stand. */
  anchor(place) {
    if (!Number.isNaN(this.lon[place])) return [toX(this.lon[place]), toY(this.lat[place])];
    const shape = this.shapes[this.shape[place]];
    if (!shape) return null;
    // Of a disc that was cut at a border, the place is the middle and not the label's spot.
    const spots = this.look(place) === DISC ? [this.origin(place), this.#spot(place)] : [this.#spot(place)];
    return spots.find((spot) => spot && inBox(shape.box, spot)) ?? shape.label;
  }

  #spot(place) {
    const [lon, lat] = [this.labelLon[place], this.labelLat[place]];
    return Number.isNaN(lon) || Number.isNaN(lat) ? null : [toX(lon), toY(lat)];
  }

  /** Where the place lies that a shape was drawn from, if one record is known to be it. */
  origin(place) {
    const chosen = this.candidatesOf(place).find((c) => c.id !== null && c.id === this.place.place_id.at(place));
    return chosen && !Number.isNaN(chosen.lon) && !Number.isNaN(chosen.lat) ? [toX(chosen.lon), toY(chosen.lat)] : null;
  }

  /** The number of a place record's look. */
  look(place) {
    if (Number.isNaN(this.lon[place]) && !this.shapes[this.shape[place]]) return 0;
    return lookOf(this.kind.at(place), this.place.precision.at(place), this.shape[place] >= 0);
  }

  candidatesOf(place) {
    const out = [];
    const list = this.ranked[place];
    for (let i = this.candidateStarts[list]; i < this.candidateStarts[list + 1]; i++) {
      const c = this.candidate;
      out.push({
        id: c.id.at(i), name: c.name.at(i), admin1: c.admin1.at(i), admin2: c.admin2.at(i), match: c.match.at(i),
        lon: c.lon[i], lat: c.lat[i], score: c.score[i],
      });
    }
    return out;
  }

  sourcesOf(row) {
    return this.#items(this.sources, row, (items, i) =>
      Object.fromEntries(Object.entries(items).map(([key, column]) => [key, column.at(i)])),
    );
  }

  actorsOf(row) {
    return this.#items(this.actors, row, (items, i) => items.at(i)).filter((actor) => actor !== null);
  }

  evidenceOf(row) {
    const out = [];
    for (let i = this.evidenceStarts[row]; i < this.evidenceStarts[row + 1]; i++) {
      const sentence = this.evidenceIsSummary[i] === 1 ? this.summary.at(row) : this.evidence.sentence.at(i);
      const [source, rule] = [this.evidence.source.at(i), this.evidence.rule.at(i)];
      out.push({ source, sentence, rule, start: this.evidenceStart[i], end: this.evidenceEnd[i] });
    }
    return out;
  }

  #items({ codes, starts, items }, row, read) {
    const out = [];
    for (let i = starts[codes[row]]; i < starts[codes[row] + 1]; i++) out.push(read(items, i));
    return out;
  }
}
