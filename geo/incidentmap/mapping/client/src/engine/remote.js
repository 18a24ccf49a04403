// The engine of a set that stays on its server (`local.js` says what an engine is). It answers with the newest that it
// has, asks for what is wanted, and announces what comes.
import { integers, Strings } from "../data/columns.js";
import { radiusOf } from "../data/cluster.js";
import { toX, toY } from "../data/mercator.js";
import { decodeShapes } from "../data/shapes.js";
import { STYLES } from "../look.js";
import { lookOf, LOOKS } from "../looks.js";
import { address, boxText, filterQuery, holds, widened } from "./address.js";
import { Known } from "./known.js";
import { nothing } from "./local.js";
import { Members } from "./members.js";
import { PagedRows } from "./paged.js";

const DEGREE = 100000;
const WORLD = 2 ** 32;
const LISTS_KEPT = 8;

export class RemoteEngine {
  #asking;
  #filters = null; // as a query, of what is wanted
  #map = null; // {zoom, box} that is wanted, the box with its margin
  #edges = "";
  #answered = { filters: "", zoom: 0, box: null, edges: "" }; // what the newest answer is to
  #drawn = { groups: [], areas: [] };
  #lists = new Map();
  #done = null; // called with the first answer
  #asks = false; // a question is about to be asked

  /** `totals` are the numbers of the whole set; `asking` asks, one question at a time. */
  constructor(totals, asking) {
    this.totals = totals;
    this.spared = () => [];
    this.incidents = new Known(totals.incidents, { spared: () => this.spared() });
    this.result = { ...nothing(), histogram: (edges) => this.#histogram(edges, "", null) };
    this.announce = () => {};
    this.#asking = asking;
  }

  /** Say which part of the map is shown, before anything is drawn; `done` is called with the first answer. */
  begin(zoom, box, done) {
    this.#map = { zoom: Math.round(zoom), box: widened(box) };
    this.#done = done;
  }

  ask(filters) {
    const query = filterQuery(filters);
    if (query.toString() === this.#filters?.toString()) return;
    this.#filters = query;
    this.#ask();
  }

  /** Ask once for all that changes together; the first time, when map and bins of time know their size. */
  #ask() {
    if (this.#asks) return;
    this.#asks = true;
    const later = this.#answered.box ? queueMicrotask : (go) => requestAnimationFrame(() => requestAnimationFrame(go));
    later(() => {
      this.#asks = false;
      this.#send();
    });
  }

  #send() {
    const { zoom, box } = this.#map;
    const query = new URLSearchParams(this.#filters);
    query.set("bbox", boxText(box));
    query.set("zoom", zoom);
    if (this.#edges) query.set("edges", this.#edges);
    const asked = { filters: this.#filters.toString(), zoom, box, edges: this.#edges };
    this.#asking.ask(address("/view", query), (answer) => {
      this.#take(answer, asked);
    }, () => this.announce("lost"));
  }

  #take(answer, asked) {
    const counted = this.#answered.filters !== asked.filters || this.#answered.edges !== asked.edges || !this.#answered.box;
    this.#answered = asked;
    this.tree ??= new Map(answer.totals.tree);
    const gone = this.incidents.take(answer);
    this.#done?.();
    this.#done = null;
    this.#drawn = { groups: this.#readGroups(answer.groups), areas: this.#readAreas(answer.areas) };
    if (counted) {
      this.#forgetLists();
      this.result = this.#readResult(answer, asked.edges);
      this.#listOf({}).put(0, answer.list.rows);
      this.announce("result");
    } else {
      this.announce("marks");
      if (gone) this.announce("rows");
    }
  }

  #forgetLists() {
    for (const list of this.#lists.values()) list.leave();
    this.#lists.clear();
    this.#asking.forget(); // pages of theirs that have been missed
  }

  #readResult(answer, edges) {
    const counts = {};
    const distinct = {};
    for (const [facet, { values, counts: numbers, distinct: all }] of Object.entries(answer.counts)) {
      counts[facet] = new Map(values.map((value, i) => [value, numbers[i]]));
      distinct[facet] = all; // of which `counts` has the most frequent
    }
    const bins = answer.histogram && Object.fromEntries(
      ["all", "own", "vague"].map((name) => [name, Float64Array.from(integers(answer.histogram[name], edges.split(",").length - 1))]),
    );
    return {
      matched: answer.matched, unplaced: answer.unplaced, rows: null, counts, distinct,
      histogram: (wanted) => this.#histogram(wanted, edges, bins),
    };
  }

  #histogram(wanted, edges, bins) {
    const key = wanted.join(",");
    if (key === edges && bins) return bins;
    if (key !== this.#edges) {
      this.#edges = key;
      this.#ask();
    }
    return { ...nothing().histogram(wanted), waiting: true };
  }

  /** Whether the newest answer is to something that is not wanted any more. */
  get waiting() {
    return this.#answered.filters !== this.#filters?.toString() || this.#answered.edges !== this.#edges;
  }

  #readGroups({ rows, extent, ...columns }) {
    const read = (name) => integers(columns[name], rows);
    const [count, first, lon, lat, style, hollow] = ["count", "first", "lon", "lat", "style", "hollow"].map(read);
    const styles = integers(columns.styles, rows * STYLES.length);
    const groups = Array.from({ length: rows }, (_, i) => {
      this.incidents.mention(first[i], lon[i], lat[i], style[i], hollow[i] === 1);
      return {
        x: toX(lon[i] / DEGREE), y: toY(lat[i] / DEGREE), count: count[i], first: first[i], style: style[i],
        hollow: hollow[i] === 1, radius: radiusOf(count[i]), styles: styles.subarray(i * STYLES.length, (i + 1) * STYLES.length),
        extent: [0, 1, 2, 3].map((side) => extent[4 * i + side] / WORLD), // beyond 1 across the antimeridian
      };
    });
    // Drawn from the smallest, so that the largest lie on top.
    return groups.sort((a, b) => a.count - b.count || b.first - a.first);
  }

  #readAreas(data) {
    const shapes = decodeShapes(data.shapes);
    const rows = shapes.length;
    const read = (name) => integers(data[name], rows);
    const [number, count, first, style, tiny] = ["number", "count", "first", "style", "tiny"].map(read);
    const [estimated, lon, lat, originLon, originLat] = ["estimated", "lon", "lat", "origin_lon", "origin_lat"].map(read);
    const kind = new Strings(data.kind, rows);
    const precision = new Strings(data.precision, rows);
    return shapes.map((shape, i) => {
      // What is selected is known by its shape, so there is one of each number.
      this.incidents.shapes[number[i]] = shape;
      const look = lookOf(kind.at(i), precision.at(i), true);
      return {
        shape, number: number[i], count: count[i], first: first[i], style: style[i], tiny: tiny[i] === 1,
        look, mark: LOOKS[look].mark, precision: precision.at(i), estimated: estimated[i] === 1,
        anchor: [toX(lon[i] / DEGREE), toY(lat[i] / DEGREE)],
        origin: LOOKS[look].fill === "fan" && originLon[i] > -1e9 ? [toX(originLon[i] / DEGREE), toY(originLat[i] / DEGREE)] : null,
      };
    });
  }

  marks(zoom, box) {
    const whole = Math.round(zoom);
    if (this.#map && (whole !== this.#map.zoom || !holds(this.#map.box, box))) {
      this.#map = { zoom: whole, box: widened(box) };
      this.#ask();
    }
    return this.#drawn;
  }

  list({ sort, box, members }) {
    return this.#listOf({ sort, box, members });
  }

  /** The list of a question, so far as it is here. Lists of the same question are one. */
  #listOf({ sort = "newest", box = null, members = null }) {
    if (members?.rows) return members.asList();
    const query = new URLSearchParams(this.#answered.filters);
    if (sort !== "newest") query.set("sort", sort);
    if (sort === "view" && box) query.set("seen", boxText(box));
    members?.describe(query, this.#answered.filters);
    const key = query.toString();
    if (this.#lists.has(key)) return this.#lists.get(key);
    const guessed = Boolean(members) && members.under !== this.#answered.filters;
    const length = members ? Math.max(members.length, guessed ? 1 : 0) : this.result.matched;
    const has = (row) => this.incidents.has(row);
    const list = new PagedRows(length, (offset, limit) => this.#fetchPage(list, query, offset, limit), { has, guessed });
    this.#lists.set(key, list);
    if (this.#lists.size > LISTS_KEPT) this.#lists.delete(this.#lists.keys().next().value);
    return list;
  }

  async #fetchPage(list, query, offset, limit) {
    const asked = new URLSearchParams(query);
    asked.set("offset", offset);
    asked.set("limit", limit);
    try {
      const answer = await this.#asking.fetch(address("/view/rows", asked));
      this.incidents.take(answer);
      list.length = answer.list.matched;
      list.guessed = false;
      list.put(offset, answer.list.rows);
      this.announce("rows");
      return true;
    } catch {
      return false; // the page tells when its server cannot be reached
    }
  }

  /** Have an incident that is not here fetched; its row, or -1. */
  async find(id) {
    if (this.incidents.rowOf(id) < 0) {
      this.incidents.take(await this.#asking.fetch(address("/view/incidents", new URLSearchParams({ id }))));
    }
    return this.incidents.rowOf(id);
  }

  /** Have the first of a mark's members fetched, where it is not here. */
  async bring(members) {
    const query = new URLSearchParams(this.#answered.filters);
    members.describe(query, this.#answered.filters);
    query.set("limit", 1);
    this.incidents.take(await this.#asking.fetch(address("/view/rows", query)));
  }

  rowsOf(mark) {
    const scope = { filters: this.#answered.filters, zoom: this.#answered.zoom, box: this.#answered.box };
    return Members.of(mark, scope);
  }

  extentOf(mark) {
    if (mark.extent) return mark.extent;
    const boxes = (mark.areas ?? [mark]).map(({ shape }) => shape.box);
    const least = (side) => Math.min(...boxes.map((box) => box[side]));
    const most = (side) => Math.max(...boxes.map((box) => box[side]));
    return [least(0), least(1), most(2), most(3)];
  }

  /** The nearest of those whose members lie around the row: a server does not say of each row which group it is in. */
  groupOf(row, groups) {
    const { x, y } = this.incidents;
    const slack = 1e-9;
    let best;
    let closest = Infinity;
    for (const group of groups) {
      if (group.first === row) return group;
      const [x0, y0, x1, y1] = group.extent;
      // Eastwards from the group's edge, on whichever copy of the world.
      const across = (((x[row] - x0 + slack) % 1) + 1) % 1;
      if (!(across <= x1 - x0 + 2 * slack) || y[row] < y0 - slack || y[row] > y1 + slack) continue;
      const aside = Math.abs(group.x - x[row]);
      const distance = Math.hypot(Math.min(aside, 1 - aside), group.y - y[row]);
      if (group.count > 1 && distance < closest) [best, closest] = [group, distance];
    }
    return best;
  }

  unplaced() {
    return Members.unplaced(this.result.unplaced, this.#answered.filters);
  }

  members(rows) {
    return Members.known(rows);
  }

  places() {
    return [];
  }
}
