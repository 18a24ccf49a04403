// Bringing things into view: all incidents, what is selected, or one of them.
import { toLat, toLon } from "../data/mercator.js";
import { boxToShow } from "../data/shapes.js";
import { L } from "../leaflet.js";
import { AREA, LOOKS } from "../looks.js";
import { narrow, still } from "../ui/dom.js";

const COUNTED = new Set(["ring", "sector", "wedge"]);
const CLOSEST = 11; // the zoom of a village and its surroundings

/** On a phone the header lies over the map. */
const above = () => (narrow() ? 110 : 0);

const LEAST = 300; // pixels: with less beside what lies over the map, nothing would be seen well

/** How much of the map's left and lower side lies under the open legend or a story's card. */
function covered(map) {
  const frame = map.getContainer().getBoundingClientRect();
  const over = [...map.getContainer().parentElement.querySelectorAll(".im-legend[open], .im-story:not([hidden])")];
  const boxes = over.map((node) => node.getBoundingClientRect());
  if (narrow()) return { left: 0, low: Math.max(0, ...boxes.filter(({ width }) => width > frame.width / 2).map(({ top }) => frame.bottom - top)) };
  const left = Math.max(0, ...boxes.map(({ right }) => right - frame.left));
  return { left: frame.width - left < LEAST ? 0 : left, low: 0 };
}

/** What a fit leaves free at the map's edges, so that nothing which is to be seen lies under something. */
export function room(map, margin, below = 0) {
  const { left, low } = covered(map);
  return {
    paddingTopLeft: [margin + left, margin + above()],
    paddingBottomRight: [margin, margin + Math.max(below, low)],
    animate: !still(),
  };
}

const boundsOf = ([x0, y0, x1, y1]) => L.latLngBounds([toLat(y1), toLon(x0)], [toLat(y0), toLon(x1)]);

export function fitAll(map, bounds, { animate = !still() } = {}) {
  if (!bounds) {
    map.setView([25, 15], 2, { animate });
    return;
  }
  const [west, south, east, north] = bounds;
  map.fitBounds([[south, west], [north, east]], { ...room(map, 36), maxZoom: CLOSEST, animate });
}

/** What is to be seen of an incident: its area, or its spot. */
function boundsOfRow({ incidents }, row) {
  const { mark, shape, shapes, x, y, look } = incidents;
  if (mark[row] < AREA) return boundsOf([x[row], y[row], x[row], y[row]]);
  const bounds = boundsOf(boxToShow(shapes[shape[row]]));
  // A distance or a side says little without the place that it is counted from.
  const from = COUNTED.has(LOOKS[look[row]].key) && incidents.originOf(row);
  return from ? bounds.extend([toLat(from[1]), toLon(from[0])]) : bounds;
}

/** The rows that are selected or opened, and have a place. */
export const selectedRows = ({ selected, scope, incidents }) =>
  (selected >= 0 ? [selected] : [...(scope ?? [])]).filter((row) => incidents.mark[row]);

/** Zoom to what is selected or opened; false when that is nothing. */
export function fitSelected(map, view, below = 0) {
  const rows = selectedRows(view);
  if (!rows.length) return false;
  const bounds = L.latLngBounds([]);
  for (const row of rows) bounds.extend(boundsOfRow(view, row));
  map.fitBounds(bounds, { ...room(map, 50, below), maxZoom: Math.max(CLOSEST, map.getZoom()) });
  return true;
}

/** Move only as far as it takes to see an incident. */
export function reveal(map, view, row, below) {
  const { incidents } = view;
  if (!incidents.mark[row]) return;
  const bounds = boundsOfRow(view, row);
  if (incidents.mark[row] < AREA) {
    map.panInside(bounds.getCenter(), room(map, 60, below));
    return;
  }
  const { box } = incidents.shapes[incidents.shape[row]];
  const cut = boxToShow(incidents.shapes[incidents.shape[row]]) !== box;
  // Half of a cut area at either edge of the world is in view, and yet not seen.
  if (below || cut || !map.getBounds().contains(bounds)) map.fitBounds(bounds, room(map, 40, below));
}
