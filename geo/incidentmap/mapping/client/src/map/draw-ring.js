// Rings of degrees, as they are drawn: corner by corner. Rings are not closed: the last corner is not the first again.

/** The box between two opposite corners. */
export function boxRing([lon0, lat0], [lon1, lat1]) {
  const [west, east] = [Math.min(lon0, lon1), Math.max(lon0, lon1)];
  const [south, north] = [Math.min(lat0, lat1), Math.max(lat0, lat1)];
  return [[west, north], [east, north], [east, south], [west, south]];
}

/** With one corner more; none is set twice on the same spot. */
export function withCorner(ring, corner) {
  const last = ring.at(-1);
  return last && last[0] === corner[0] && last[1] === corner[1] ? ring : [...ring, corner];
}

export const withoutLast = (ring) => ring.slice(0, -1);

/** Whether a ring encloses anything: a box by its two extents, a polygon by its surface. */
export function isArea(ring) {
  if (ring.length < 3) return false;
  let twice = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    twice += ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1];
  }
  return Math.abs(twice) > 1e-9;
}

/** Whether a spot on the screen is so close to the first corner that it closes the ring. */
export function closes(first, spot, count, slack) {
  return count >= 3 && Math.hypot(first[0] - spot[0], first[1] - spot[1]) <= slack;
}

/** Onto the copy of the world around the meridian of Greenwich, with no more digits than a screen can draw. */
export function tidy(ring) {
  const lons = ring.map(([lon]) => lon);
  const middle = (Math.min(...lons) + Math.max(...lons)) / 2;
  const by = 360 * Math.floor((middle + 180) / 360);
  return ring.map(([lon, lat]) => [round(lon - by), round(Math.max(-85, Math.min(85, lat)))]);
}

const round = (degrees) => Number(degrees.toFixed(5));
