// Reads what `basemap.py` writes: drawings of land, lines and waters, and names in the page's language.
import { floats, integers, Strings } from "../data/columns.js";
import { toX, toY } from "../data/mercator.js";
import { decodePaths } from "../data/shapes.js";
import { currentLanguage } from "../words/index.js";

const LINES = ["land", "region", "country", "disputed", "lakes", "rivers"];
const COARSE = 7; // the zooms until which rivers are named: on the world's drawing, and on a fine one
const CLOSE = 13;
const LENGTHS = [14, 6, 0]; // degrees: rivers from the longest
const WATERS = ["river", "lake", "sea"]; // by their numbers

function readPaths(data, scale) {
  if (!data) return [];
  const of = data.of === undefined ? null : integers(data.of, data.count);
  return decodePaths(data, integers(data.vertices, data.count), scale).map((path, i) => ({ path, box: boxOf(path), of: of?.[i] }));
}

function boxOf(path) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < path.length; i += 2) {
    box[0] = Math.min(box[0], path[i]);
    box[1] = Math.min(box[1], path[i + 1]);
    box[2] = Math.max(box[2], path[i]);
    box[3] = Math.max(box[3], path[i + 1]);
  }
  return box;
}

function readDrawing(data, waters) {
  const drawing = Object.fromEntries(LINES.map((kind) => [kind, readPaths(data[kind], data.scale)]));
  const length = ({ of }) => waters[of]?.size ?? 0;
  const rivers = LENGTHS.map((least, i) => drawing.rivers.filter((river) => length(river) >= least && length(river) < (LENGTHS[i - 1] ?? Infinity)));
  const box = data.box && [toX(data.box[0]), toY(data.box[3]), toX(data.box[2]), toY(data.box[1])];
  return { ...drawing, rivers, box: box ?? null };
}

/** The names of a table's rows: English, and the page's language where it differs. */
function reader(data, language) {
  const columns = ["name", "name_uk", "name_ru"].map((key) => new Strings(data[key] ?? null, data.count));
  const own = { uk: columns[1], ru: columns[2] }[language];
  return {
    shown: (i) => own?.at(i) ?? columns[0].at(i),
    all: (i) => columns.map((column) => column.at(i)).filter((name) => name !== null),
  };
}

function readNames(data, kind, language) {
  if (!data) return [];
  const name = reader(data, language);
  const [lon, lat, size] = [data.lon, data.lat, data.size].map((column) => floats(column, data.count, 1000));
  return Array.from({ length: data.count }, (_, i) => ({ kind, name: name.shown(i), x: toX(lon[i]), y: toY(lat[i]), size: size[i] }));
}

function readWaters(data, language) {
  if (!data) return [];
  const name = reader(data, language);
  const [lon, lat] = [data.lon, data.lat].map((column) => floats(column, data.count, 1000));
  const size = floats(data.size, data.count, 100);
  const kind = integers(data.kind, data.count);
  return Array.from({ length: data.count }, (_, i) => ({
    kind: WATERS[kind[i]], key: name.all(i)[0], name: name.shown(i), x: toX(lon[i]), y: toY(lat[i]), size: size[i], paths: [],
  }));
}

function readSettlements(data, language) {
  const name = reader(data, language);
  const [lon, lat] = [data.lon, data.lat].map((column) => floats(column, data.count, 2000));
  const population = integers(data.population, data.count);
  const settlements = Array.from({ length: data.count }, (_, i) => ({
    kind: "settlement", name: name.shown(i), names: name.all(i), x: toX(lon[i]), y: toY(lat[i]), population: population[i],
  }));
  const cities = settlements.filter(({ population: people }) => people >= CITY);
  for (const one of settlements) one.suburb = cities.some((city) => one.population * 2 < city.population && distanceTo(city, one) < SUBURB);
  return settlements;
}

const CITY = 100000; // inhabitants
const SUBURB = 0.0006; // of the unit square: about 15 km in Ukraine
const distanceTo = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

/** Rivers are named along their lines, coarse ones only from afar. */
function nameable(waters, drawings, until) {
  for (const { of, path } of drawings.flatMap(({ rivers }) => rivers.flat())) waters[of]?.paths.push(path);
  return waters.flatMap((water) => (water.kind !== "river" ? [water] : water.paths.length ? [{ ...water, until }] : []));
}

/** Decode the base map, to be shown in a language. */
export function decodeBase(data, language = currentLanguage()) {
  const [far, close] = [data.world.waters, data.waters].map((table) => readWaters(table, language));
  const world = readDrawing(data.world, far);
  const near = (data.near ?? []).map((drawing) => readDrawing(drawing, close));
  const known = new Set(close.map(({ key }) => key));
  const waters = [...nameable(close, near, CLOSE), ...nameable(far, [world], COARSE).filter(({ key }) => !known.has(key))];
  return {
    world,
    near,
    names: [...readNames(data.world.names, "country", language), ...readNames(data.regions, "region", language)],
    waters: waters.sort((a, b) => b.size - a.size),
    settlements: readSettlements(data.places, language),
    worldview: data.worldview ?? null,
    disputed: [world, ...near].flatMap(({ disputed }) => disputed.map(({ box }) => box)),
  };
}
