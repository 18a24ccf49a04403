// Incidents as features and as rows of a table: the names and shapes that `incidentmap export` writes (geojson.py,
// table.py), as far as the page holds them. Coordinates have five decimals here, and scores three.
import { NONE } from "../data/columns.js";
import { toLat, toLon } from "../data/mercator.js";
import { POLYGON } from "../data/shapes.js";
import { isoDay } from "../data/time.js";

const SPOT = 2;

/** The columns of an incident frame, in order. */
export const COLUMNS = [
  "id", "start", "end", "time_precision", "time_phrase", "place", "within", "place_id", "place_name", "country", "admin1", "admin2",
  "match", "precision", "shape", "radius_km", "estimated", "label_lon", "label_lat", "rule", "reason", "candidates", "recorded_lon",
  "recorded_lat", "recorded_precision", "event_type", "sub_event_type", "actors", "fatalities_low", "fatalities_high", "summary",
  "sources", "evidence",
];

const known = (value) => (value === undefined || Number.isNaN(value) ? null : value);
const day = (value) => (value === NONE ? null : isoDay(value));

/** One incident as a GeoJSON feature. */
export function featureOf(incidents, row) {
  const record = incidents.record(row);
  const geometry = geometryOf(incidents, row, record);
  const { shapeKind, label, estimatedOrNull } = record;
  const [lon, lat] = geometry?.type === "Point" ? geometry.coordinates : label;
  const properties = {
    id: record.id, start: day(record.start), end: day(record.end), time_precision: record.timePrecision, time_phrase: record.timePhrase,
    place: record.place, within: record.within, place_id: record.placeId, place_name: record.placeName, country: record.country,
    admin1: record.admin1, admin2: record.admin2, match: record.match, precision: record.precision, shape: shapeKind,
    radius_km: known(record.radiusKm), estimated: estimatedOrNull, label_lon: known(lon), label_lat: known(lat), rule: record.rule,
    reason: record.reason, candidates: record.candidates.map(plain), recorded_lon: known(record.recordedLon),
    recorded_lat: known(record.recordedLat), recorded_precision: record.recordedPrecision, event_type: record.type,
    sub_event_type: record.subType, actors: record.actors, fatalities_low: record.fatalities[0], fatalities_high: record.fatalities[1],
    summary: record.summary, sources: record.sources.map(plain),
    evidence: record.evidence.map(({ source, start, end, sentence, rule }) => plain({ source, start, end, sentence, rule })),
  };
  return { type: "Feature", id: record.id, geometry, properties };
}

/** Candidates and sources without what is no JSON: not-a-number is nothing. */
function plain(item) {
  const order = "score" in item ? ["id", "name", "admin1", "admin2", "lon", "lat", "match", "score"] : Object.keys(item);
  return Object.fromEntries(order.map((key) => [key, known(item[key])]));
}

function geometryOf(incidents, row, { lon, lat }) {
  if (!Number.isNaN(lon) && !Number.isNaN(lat)) return { type: "Point", coordinates: [lon, lat] };
  const shape = incidents.shapes[incidents.shape[row]];
  return shape ? shapeGeometry(shape) : null;
}

const round = (degrees) => Math.round(degrees * 1e5) / 1e5;

function spots(path) {
  return Array.from({ length: path.length / 2 }, (_, i) => [round(toLon(path[2 * i])), round(toLat(path[2 * i + 1]))]);
}

/** A ring by the right-hand rule: the outer one against the clock, holes with it. */
function turned(ring, outer) {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) twice += (ring[i][0] - ring[i - 1][0]) * (ring[i][1] + ring[i - 1][1]);
  return twice < 0 === outer ? ring : ring.reverse();
}

/** A shape of the page in degrees, as one geometry. */
export function shapeGeometry({ parts }) {
  const single = parts.map(({ kind, paths }) => {
    if (kind === POLYGON) return { type: "Polygon", coordinates: paths.map((path, i) => turned(spots(path), i === 0)) };
    return kind === SPOT ? { type: "Point", coordinates: spots(paths[0])[0] } : { type: "LineString", coordinates: spots(paths[0]) };
  });
  if (single.length === 1) return single[0];
  const [{ type }] = single;
  if (single.some((one) => one.type !== type)) return { type: "GeometryCollection", geometries: single };
  return { type: `Multi${type}`, coordinates: single.map(({ coordinates }) => coordinates) };
}

/** The text of a GeoJSON file: `made` says what it is and what was filtered. */
export function geojson(incidents, rows, made) {
  const features = Array.from(rows, (row) => featureOf(incidents, row));
  const box = boxAround(features);
  const head = JSON.stringify({ type: "FeatureCollection", ...(box && { bbox: box }), incidentmap: made });
  const lines = features.map((feature) => `\n${JSON.stringify(feature)}`).join(",");
  return `${head.slice(0, -1)},"features":[${lines}${features.length ? "\n" : ""}]}\n`;
}

function boxAround(features) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const add = (value) => {
    if (typeof value[0] !== "number") return value.forEach(add);
    box[0] = Math.min(box[0], value[0]);
    box[1] = Math.min(box[1], value[1]);
    box[2] = Math.max(box[2], value[0]);
    box[3] = Math.max(box[3], value[1]);
  };
  const each = (geometry) => (geometry.geometries ? geometry.geometries.forEach(each) : add(geometry.coordinates));
  for (const { geometry } of features) if (geometry) each(geometry);
  return box[0] <= box[2] ? box : null;
}

// What a spreadsheet takes for the start of a formula, as export/text.py says it.
const FORMULA = /^(?:[\s\p{Z}\p{C}]*[=+\-@＝＋－＠﹦﹢﹣﹫]|[\t\r\n])/u;

/** A cell of a CSV (RFC 4180); a text that a spreadsheet would run gets an apostrophe. */
export function cell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return String(value);
  let text = value.replaceAll("\u0000", "\ufffd");
  if (FORMULA.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The text of a CSV file: the frame's columns, then a point's coordinates and the geometry as WKT. */
export function csv(incidents, rows) {
  const lines = Array.from(rows, (row) => {
    const { properties, geometry } = featureOf(incidents, row);
    const values = COLUMNS.map((name) => {
      const value = properties[name];
      if (!Array.isArray(value)) return value;
      return name === "actors" ? value.join("; ") : JSON.stringify(value);
    });
    const [lon, lat] = geometry?.type === "Point" ? geometry.coordinates : [null, null];
    return [...values, lon, lat, wkt(geometry)].map(cell).join(",");
  });
  return `${[[...COLUMNS, "lon", "lat", "geometry"].join(","), ...lines].join("\n")}\n`;
}

/** A geometry as well-known text. */
export function wkt(geometry) {
  if (!geometry) return "";
  const spot = (c) => c.join(" ");
  const run = (path) => `(${path.map(spot).join(", ")})`;
  const area = (rings) => `(${rings.map(run).join(", ")})`;
  const { type, coordinates: c, geometries } = geometry;
  if (type === "GeometryCollection") return `GEOMETRYCOLLECTION (${geometries.map(wkt).join(", ")})`;
  const body = {
    Point: () => `(${spot(c)})`,
    LineString: () => run(c),
    Polygon: () => area(c),
    MultiPoint: () => `(${c.map((one) => `(${spot(one)})`).join(", ")})`,
    MultiLineString: () => area(c),
    MultiPolygon: () => `(${c.map(area).join(", ")})`,
  }[type]();
  return `${type.toUpperCase()} ${body}`;
}
