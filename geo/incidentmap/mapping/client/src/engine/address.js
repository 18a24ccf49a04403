// What a page asks its server, as an address: the filters, and the part of the map that is shown.
import { writeValue } from "../data/given.js";
import { isoDay } from "../data/time.js";

const MARGIN = 0.3; // of the map's width and height, around it: panning a little asks nothing
const PARAMETERS = { type: "type", sub: "sub_type", actors: "actor", sources: "source", precision: "precision" };

// A server reads several types between commas.
const listed = { type: (value) => value.includes(",") };

/** The filters as the server's parameters; what no filter says is left out. */
export function filterQuery(filters) {
  const query = new URLSearchParams();
  for (const [facet, name] of Object.entries(PARAMETERS)) for (const value of filters[facet]) query.append(name, writeValue(value, listed[facet]));
  const { text, span, undated, killed, area } = filters;
  if (span) query.set("datetime", span.map(isoDay).join("/"));
  if (!undated) query.set("undated", "false");
  else if (span) query.set("undated", "true"); // no span holds what has no day
  if (text.trim()) query.set("q", text.trim());
  if (killed) query.set("killed", `${killed[0] ?? ""}..${killed[1] ?? ""}`);
  if (area) query.set("area", area.ring.flat().map((degrees) => degrees.toFixed(5)).join(","));
  return query;
}

/** An address with commas and slashes as they are: a server reads both, and so does a person. */
export function address(path, query) {
  const text = query.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
  return text ? `${path}?${text}` : path;
}

/** A box that a server takes: west and east within ±180, west > east across the antimeridian. */
export function servedBox([west, south, east, north]) {
  const wrap = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;
  const [bottom, top] = [Math.max(-90, south), Math.min(90, north)];
  return east - west >= 360 ? [-180, bottom, 180, top] : [wrap(west), bottom, wrap(east), top];
}

/** A box with a margin around it. */
export function widened([west, south, east, north]) {
  const [x, y] = [(east - west) * MARGIN, (north - south) * MARGIN];
  return [west - x, south - y, east + x, north + y];
}

/** Whether a box lies in another one, on any copy of the world. */
export function holds([west, south, east, north], [w, s, e, n]) {
  if (east - west >= 360) return s >= south - 1e-9 && n <= north + 1e-9;
  const by = Math.round((west + east - w - e) / 720) * 360;
  return w + by >= west && e + by <= east && s >= Math.max(-90, south) && n <= Math.min(90, north) + 1e-9;
}

export const boxText = (box) => servedBox(box).map((degrees) => degrees.toFixed(5)).join(",");
