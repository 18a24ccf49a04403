// In place of d3-interpolate: the scales and brushes here are of numbers only.

export const interpolateNumber = (a, b) => (share) => a * (1 - share) + b * share;
export const interpolateRound = (a, b) => (share) => Math.round(a * (1 - share) + b * share);
export const interpolate = interpolateNumber;

/** Of scales with several colours; not in this bundle. */
export function piecewise() {
  throw new Error("there are no scales of colours here");
}
