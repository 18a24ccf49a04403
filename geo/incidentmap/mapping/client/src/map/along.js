// Where a name can stand along a line: stretches that are straight enough to read it on.

const SMOOTH = 24; // pixels between the points that a line is looked at by
const APART = 620; // pixels from one name of a river to its next
const STRAIGHT = 0.93; // of a stretch's length, how far its ends are apart
const ABOVE = 8; // pixels from the line to the middle of the name

/**
 * Find stretches for a name.
 *
 * @param {Float64Array[]} paths on the unit square
 * @param {number} scale pixels of the world's side
 * @param {number} width pixels that the name is wide
 * @returns {{x: number, y: number, angle: number}[]} middles on the unit square, beside the line; radians
 */
export function stretches(paths, scale, width) {
  const found = [];
  const cells = new Map(); // the stretches of each square that is as wide as they are apart
  const cell = (v) => Math.floor(v / APART);
  const crowded = (x, y) => {
    for (let i = -1; i <= 1; i++) {
      for (let j = -1; j <= 1; j++) {
        const others = cells.get(`${cell(x) + i} ${cell(y) + j}`);
        if (others?.some((other) => Math.hypot(other[0] - x, other[1] - y) < APART)) return true;
      }
    }
    return false;
  };
  const span = Math.max(2, Math.ceil((width + 16) / SMOOTH));
  for (const path of paths) {
    const points = evenly(path, scale);
    for (let i = 0; i + span < points.length; i++) {
      const [from, to] = [points[i], points[i + span]];
      const chord = Math.hypot(to[0] - from[0], to[1] - from[1]);
      if (chord < STRAIGHT * span * SMOOTH) continue;
      const [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
      if (crowded(x, y)) continue;
      const key = `${cell(x)} ${cell(y)}`;
      cells.set(key, [...(cells.get(key) ?? []), [x, y]]);
      found.push(beside(from, to, points.slice(i, i + span + 1), scale));
      i += span;
    }
  }
  return found;
}

/** Points of a line, each so many pixels of way from the one before. */
function evenly(path, scale) {
  const points = [[path[0] * scale, path[1] * scale]];
  let left = SMOOTH;
  for (let i = 2; i < path.length; i += 2) {
    let [x, y] = [path[i - 2] * scale, path[i - 1] * scale];
    const [dx, dy] = [path[i] * scale - x, path[i + 1] * scale - y];
    let way = Math.hypot(dx, dy);
    const [ux, uy] = way ? [dx / way, dy / way] : [0, 0];
    while (way >= left) {
      [x, y] = [x + ux * left, y + uy * left];
      points.push([x, y]);
      way -= left;
      left = SMOOTH;
    }
    left -= way;
  }
  return points;
}

/** The middle of a name above a stretch, clear of its highest bend; never upside down. */
function beside([x0, y0], [x1, y1], points, scale) {
  let angle = Math.atan2(y1 - y0, x1 - x0);
  if (angle > Math.PI / 2) angle -= Math.PI;
  if (angle < -Math.PI / 2) angle += Math.PI;
  const [nx, ny] = [Math.sin(angle), -Math.cos(angle)]; // to the upper side of the name
  const bend = Math.max(...points.map(([x, y]) => (x - x0) * nx + (y - y0) * ny));
  return { x: ((x0 + x1) / 2 + nx * (bend + ABOVE)) / scale, y: ((y0 + y1) / 2 + ny * (bend + ABOVE)) / scale, angle };
}
