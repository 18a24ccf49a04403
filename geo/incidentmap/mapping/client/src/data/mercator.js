// Web Mercator on the unit square: x and y from 0 (180° W, 85° N) to 1.
const LIMIT = 85.0511287798;

/** Pixels of the world's side at zoom 0. */
export const TILE = 256;

export const toX = (lon) => lon / 360 + 0.5;

export function toY(lat) {
  const sin = Math.sin((Math.max(-LIMIT, Math.min(LIMIT, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}

export const toLon = (x) => (x - 0.5) * 360;

export const toLat = (y) => (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI;

/** The distance between two places in km, on a sphere. */
export function distanceKm(lon1, lat1, lon2, lat2) {
  const rad = Math.PI / 180;
  const h =
    Math.sin(((lat2 - lat1) * rad) / 2) ** 2 +
    Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lon2 - lon1) * rad) / 2) ** 2;
  return 12742.0176 * Math.asin(Math.min(1, Math.sqrt(h)));
}
