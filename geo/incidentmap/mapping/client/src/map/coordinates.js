// Coordinates as people write them: decimal degrees, degrees with minutes and seconds, and MGRS. All on WGS84.
import * as library from "mgrs";

// The bundler finds a module with names, Node's tests a CommonJS one with everything in its default.
const { forward } = Reflect.get(library, "default") ?? library;

export const FORMATS = ["decimal", "dms", "mgrs"];

/** A longitude within ±180, whatever copy of the world it was read from. */
export const wrapped = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;

const decimal = (lat, lon) => `${lat.toFixed(5)}, ${lon.toFixed(5)}`;

/** Tenths of a second are counted, so that sixty of them never stand there. */
function sexagesimal(value, [above, below]) {
  const tenths = Math.round(Math.abs(value) * 36000);
  const [degrees, minutes, seconds] = [Math.floor(tenths / 36000), Math.floor((tenths % 36000) / 600), (tenths % 600) / 10];
  const two = (n) => String(n).padStart(2, "0");
  return `${degrees}°${two(minutes)}′${seconds.toFixed(1).padStart(4, "0")}″${value < 0 && tenths ? below : above}`;
}

const dms = (lat, lon) => `${sexagesimal(lat, "NS")} ${sexagesimal(lon, "EW")}`;

/** To one metre; null where the grid does not reach. */
function mgrs(lat, lon) {
  if (lat < -80 || lat > 84) return null;
  const [, zone, square, digits] = /^(\d+[A-Z])([A-Z]{2})(\d{10})$/.exec(forward([lon, lat], 5)) ?? [];
  return zone ? `${zone} ${square} ${digits.slice(0, 5)} ${digits.slice(5)}` : null;
}

const WRITERS = { decimal, dms, mgrs };

/** Write a spot in a format; where MGRS has none, as degrees. */
export function written(lat, lon, format) {
  const within = wrapped(lon);
  return WRITERS[format](lat, within) ?? decimal(lat, within);
}
