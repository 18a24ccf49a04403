// The three stops of the phone's sheet, and at which of them a drag ends.

export const STOPS = ["peek", "half", "full"];

const FLICK = 0.5; // pixels per millisecond

/** The stop where a sheet comes to rest that was let go at a share of the height, moving up by `speed`. */
export function stopAt(share, speed = 0) {
  const near = share < 0.36 ? 0 : share < 0.76 ? 1 : 2;
  if (Math.abs(speed) < FLICK) return STOPS[near];
  const below = share < 0.5 ? 0 : 1;
  return STOPS[speed > 0 ? below + 1 : below];
}

export const nextStop = (stop, by = 1) => STOPS[(STOPS.indexOf(stop) + by + STOPS.length) % STOPS.length];
