// The state of the page as text for its address, and back. People edit such texts and mail programs cut them, so what
// cannot be read is left out and named; nothing here throws.
import { readValue, writeValue } from "./given.js";
import { CORNERS, FARTHEST, KILLED, VALUE_CHARACTERS, VALUES } from "./limits.js";
import { isoDay, parseDays } from "./time.js";

/** A longer fragment is read as far as this. */
export const LONGEST = 100_000;
const VALUE = 2000; // characters of what is no facet's value
const SETS = { type: "type", sub: "sub", actor: "actors", source: "sources", sure: "precision" };
const AREAS = ["box", "polygon", "view"];
const SORTS = ["newest", "oldest", "view"];
const NUMBER = /^-?\d{1,7}(\.\d{1,12})?$/;

/**
 * Write a state: `{at: {lat, lon, zoom}, filters, id, sort, story, lang, embed}`, of which anything may be absent and
 * whatever is as usual is not written.
 */
export function format({ at, filters = {}, id, sort, story, lang, embed } = {}) {
  const out = [];
  const add = (key, value) => out.push(`${key}=${encode(value)}`);
  if (at) add("at", formatAt(at));
  if (filters.span) add("time", filters.span.map(isoDay).join(".."));
  if (filters.undated === false) add("undated", "no");
  for (const [key, name] of Object.entries(SETS)) {
    for (const value of [...(filters[name] ?? [])].sort(inOrder)) add(key, writeValue(value));
  }
  if (filters.text?.trim()) add("q", filters.text.slice(0, VALUE));
  if (filters.killed) add("killed", filters.killed.map((n) => n ?? "").join(".."));
  if (filters.area) add("area", formatArea(filters.area));
  if (id !== null && id !== undefined) add("id", id);
  if (sort && sort !== SORTS[0]) add("sort", sort);
  if (Number.isInteger(story)) add("story", story);
  if (lang) add("lang", lang);
  if (embed) add("embed", "1");
  return out.join("&");
}

// "Not given" stands first, wherever a set has it.
const inOrder = (a, b) => (a === null) - (b === null) || (a < b ? -1 : a > b ? 1 : 0);

const whole = (text) => text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");

/** Percent signs only where an address needs them, so that a person can read it. */
const encode = (value) =>
  encodeURIComponent(whole(String(value))).replaceAll("%20", "+").replace(/%(2C|2F|3A|3B|40)/g, (code) => decodeURIComponent(code));

/** Decimals enough that a spot is exact to a pixel at a zoom. */
export function formatAt({ lat, lon, zoom }) {
  const decimals = Math.max(1, Math.min(6, Math.ceil(zoom * 0.31)));
  return [lat.toFixed(decimals), lon.toFixed(decimals), +zoom.toFixed(2)].join(",");
}

function formatArea({ kind, ring }) {
  const spots = ring.map((spot) => spot.map((degrees) => +degrees.toFixed(5)));
  if (kind === "polygon") return `polygon:${spots.map((spot) => spot.join(",")).join(";")}`;
  const [lons, lats] = [spots.map(([lon]) => lon), spots.map(([, lat]) => lat)];
  return `${kind}:${[Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)].join(",")}`;
}

/**
 * Read a fragment, with or without its "#".
 *
 * @returns {{state: object, unread: string[]}} `state` as `format` takes it, with whatever could be read; `unread` the
 *   pieces that could not.
 */
export function parse(text) {
  const state = { filters: {} };
  const unread = [];
  let given = String(text).replace(/^#/, "");
  if (given.length > LONGEST) {
    const end = given.lastIndexOf("&", LONGEST);
    unread.push("…");
    given = given.slice(0, Math.max(0, end));
  }
  const seen = new Set();
  for (const piece of given.split("&")) {
    if (piece === "") continue;
    const at = piece.indexOf("=");
    const key = at < 0 ? piece : piece.slice(0, at);
    const value = at < 0 || piece.length - at > 9 * VALUE ? null : decode(piece.slice(at + 1));
    const once = !Object.hasOwn(SETS, key);
    const ok = value !== null && !(once && seen.has(key)) && read(state, key, value);
    seen.add(key);
    if (!ok) unread.push(decode(piece.slice(0, VALUE)) ?? piece.slice(0, VALUE));
  }
  return { state, unread };
}

function decode(text) {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null;
  }
}

/** Put one piece into the state; whether it could be read. */
function read(state, key, value) {
  if (value.length > VALUE && key !== "area") return false;
  if (Object.hasOwn(SETS, key)) {
    const values = (state.filters[SETS[key]] ??= new Set());
    const found = readValue(value);
    if (values.size >= VALUES || [...(found ?? "")].length > VALUE_CHARACTERS) return false;
    values.add(found);
    return true;
  }
  if (!Object.hasOwn(READERS, key)) return false;
  const found = READERS[key](value);
  if (found === undefined) return false;
  const [home, name] = HOMES[key] ?? [null, key];
  (home ? state[home] : state)[name] = found;
  return true;
}

const HOMES = {
  time: ["filters", "span"], undated: ["filters", "undated"], q: ["filters", "text"],
  killed: ["filters", "killed"], area: ["filters", "area"],
};

const READERS = {
  at: readAt,
  time: readSpan,
  undated: (value) => ({ no: false, yes: true })[value],
  q: (value) => (value.trim() ? value : undefined),
  killed: readRange,
  area: readArea,
  id: (value) => (value === "" ? undefined : value),
  sort: (value) => (SORTS.includes(value) ? value : undefined),
  story: (value) => (/^\d{1,6}$/.test(value) ? Number(value) : undefined),
  lang: (value) => (/^[a-z]{2}$/.test(value) ? value : undefined),
  embed: (value) => (value === "1" ? true : undefined),
};

const numbers = (text) => {
  const texts = text.split(",");
  return texts.every((one) => NUMBER.test(one.trim())) ? texts.map(Number) : [];
};

function readAt(value) {
  const [lat, lon, zoom, ...rest] = numbers(value);
  const ok = zoom !== undefined && !rest.length && Math.abs(lat) <= 90 && Math.abs(lon) <= FARTHEST && zoom >= 0 && zoom <= 22;
  return ok ? { lat, lon, zoom } : undefined;
}

/** Two days, or one year, month or day: "2024-01-01..2024-03-31", "2024-02". */
function readSpan(value) {
  const [from, to, ...rest] = value.split("..");
  const [first, last] = [parseDays(from), parseDays(to ?? from)];
  return !rest.length && first && last && first[0] <= last[1] ? [first[0], last[1]] : undefined;
}

function readRange(value) {
  const found = /^(\d{0,9})\.\.(\d{0,9})$/.exec(value);
  if (!found) return undefined;
  const [least, most] = found.slice(1).map((digits) => (digits === "" ? null : Number(digits)));
  if ((least === null && most === null) || Math.max(least, most) > KILLED || (least !== null && most !== null && least > most)) return undefined;
  return [least, most];
}

function readArea(value) {
  const [kind, rest] = [value.slice(0, value.indexOf(":")), value.slice(value.indexOf(":") + 1)];
  if (!AREAS.includes(kind)) return undefined;
  const spots = rest.split(";").map(numbers);
  const ring = kind === "polygon" ? spots : cornersOf(spots);
  const ok = ring.length >= 3 && ring.length <= CORNERS && ring.every((spot) => spot.length === 2 && inWorld(spot));
  return ok ? { kind, ring } : undefined;
}

function cornersOf([[west, south, east, north, more] = [], ...rest]) {
  if (north === undefined || more !== undefined || rest.length || west > east || south > north) return [];
  return [[west, south], [east, south], [east, north], [west, north]];
}

const inWorld = ([lon, lat]) => Math.abs(lon) <= FARTHEST && Math.abs(lat) <= 90;
