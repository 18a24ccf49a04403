// Lengths and areas on the ellipsoid of WGS84.

const A = 6378137; // metres
const F = 1 / 298.257223563;
const B = A * (1 - F);
const RADIUS = 6371008.8; // the mean one
const E = Math.sqrt(F * (2 - F));
const radians = (degrees) => (degrees * Math.PI) / 180;
const turned = (degrees) => ((((degrees + 180) % 360) + 360) % 360) - 180; // the shorter way

/** Metres between two spots `[lon, lat]` by Vincenty's formula; nearly opposite ones by the sphere. */
export function distance([lon1, lat1], [lon2, lat2]) {
  const l = radians(turned(lon2 - lon1));
  const [u1, u2] = [lat1, lat2].map((lat) => Math.atan((1 - F) * Math.tan(radians(lat))));
  const [s1, c1, s2, c2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  let lambda = l;
  for (let i = 0; i < 60; i++) {
    const [sin, cos] = [Math.sin(lambda), Math.cos(lambda)];
    const sinSigma = Math.hypot(c2 * sin, c1 * s2 - s1 * c2 * cos);
    if (sinSigma === 0) return 0;
    const cosSigma = s1 * s2 + c1 * c2 * cos;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (c1 * c2 * sin) / sinSigma;
    const cos2Alpha = 1 - sinAlpha ** 2;
    const cosM = cos2Alpha ? cosSigma - (2 * s1 * s2) / cos2Alpha : 0;
    const c = (F / 16) * cos2Alpha * (4 + F * (4 - 3 * cos2Alpha));
    const before = lambda;
    lambda = l + (1 - c) * F * sinAlpha * (sigma + c * sinSigma * (cosM + c * cosSigma * (2 * cosM ** 2 - 1)));
    if (Math.abs(lambda - before) > 1e-12) continue;
    const k = (cos2Alpha * (A ** 2 - B ** 2)) / B ** 2;
    const big = 1 + (k / 16384) * (4096 + k * (-768 + k * (320 - 175 * k)));
    const small = (k / 1024) * (256 + k * (-128 + k * (74 - 47 * k)));
    const part = cosSigma * (2 * cosM ** 2 - 1) - (small / 6) * cosM * (4 * sinSigma ** 2 - 3) * (4 * cosM ** 2 - 3);
    return B * big * (sigma - small * sinSigma * (cosM + (small / 4) * part));
  }
  return haversine(l, radians(lat1), radians(lat2));
}

function haversine(l, a, b) {
  const h = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(l / 2) ** 2;
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Metres along a line of spots. */
export const lengthOf = (line) => line.slice(1).reduce((sum, spot, i) => sum + distance(line[i], spot), 0);

const STEPS = 20; // pieces of a leg: on a map it looks round

/** A line of spots with the spots between them, by which each leg is the shortest way: a great circle. */
export const shortest = (line) => [...line.slice(0, 1), ...line.slice(1).flatMap((spot, i) => between(line[i], spot))];

function between([lon1, lat1], [lon2, lat2]) {
  const l = radians(turned(lon2 - lon1));
  const [a, b] = [radians(lat1), radians(lat2)];
  const angle = haversine(l, a, b) / RADIUS;
  // On one spot there is no way; to the other side of the earth all ways are the shortest.
  if (Math.sin(angle) < 1e-9) return [[lon2, lat2]];
  let lon = lon1;
  return Array.from({ length: STEPS }, (_, i) => {
    const part = (i + 1) / STEPS;
    const [from, to] = [Math.sin((1 - part) * angle) / Math.sin(angle), Math.sin(part * angle) / Math.sin(angle)];
    const x = from * Math.cos(a) + to * Math.cos(b) * Math.cos(l);
    const y = to * Math.cos(b) * Math.sin(l);
    const z = from * Math.sin(a) + to * Math.sin(b);
    const east = lon1 + (Math.atan2(y, x) * 180) / Math.PI;
    lon += turned(east - lon); // on the copy of the world where the line is
    return [lon, (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI];
  });
}

// The sphere with the ellipsoid's surface, and the latitudes on it that keep areas.
const q = (sin) => (1 - E ** 2) * (sin / (1 - (E * sin) ** 2) + Math.atanh(E * sin) / E);
const POLE = q(1);
const AUTHALIC = A * Math.sqrt(POLE / 2);
const authalic = (lat) => Math.asin(Math.max(-1, Math.min(1, q(Math.sin(radians(lat))) / POLE)));

/** Square metres inside a ring of spots (not closed); its edges are great circles. */
export function areaOf(ring) {
  let excess = 0;
  for (const [i, [lon2, lat2]] of ring.entries()) {
    const [lon1, lat1] = ring.at(i - 1);
    const l = radians(turned(lon2 - lon1));
    const [t1, t2] = [lat1, lat2].map((lat) => Math.tan(authalic(lat) / 2));
    excess += 2 * Math.atan2(Math.tan(l / 2) * (t1 + t2), 1 + t1 * t2);
  }
  return Math.abs(excess) * AUTHALIC ** 2;
}
