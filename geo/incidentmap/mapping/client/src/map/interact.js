// Pointer and map: hovering, clicking, opening groups, bringing an incident into view.
import { toLat, toLon } from "../data/mercator.js";
import { boxToShow } from "../data/shapes.js";
import { L } from "../leaflet.js";
import { AREA, LOOKS } from "../looks.js";
import { el, foreign, narrow, plural, still } from "../ui/dom.js";
import { formatInterval } from "../data/time.js";

const COUNTED = new Set(["ring", "sector", "wedge"]);

/** `cover()` says how many pixels at the map's lower edge something lies over. */
export function interact(map, marks, view, cover) {
  const tip = el("div.im-tip", { role: "presentation", hidden: true });
  map.getContainer().append(tip);
  let touch = false;
  map.getContainer().addEventListener("pointerdown", (event) => (touch = event.pointerType !== "mouse"), true);
  map.on("mousemove", (event) => {
    if (touch) return;
    const hit = marks.at(event.containerPoint.x, event.containerPoint.y);
    map.getContainer().classList.toggle("im-pointing", Boolean(hit));
    showTip(tip, view, hit, map);
    view.hover(hit?.count === 1 ? hit.first : -1);
  });
  map.on("mouseout movestart", () => {
    tip.hidden = true;
    view.hover(-1);
  });
  map.on("click", (event) => {
    tip.hidden = true;
    const hit = marks.at(event.containerPoint.x, event.containerPoint.y, { touch });
    if (!hit) view.close();
    else if (!approach(map, view, hit)) view.open(view.engine.rowsOf(hit.mark));
  });
  view.on("reveal", (row) => reveal(map, view, row, cover()));
}

/** Go nearer to a group whose marks would come apart there; false when it is time to list them. */
function approach(map, view, hit) {
  if (!hit.mark.radius || hit.count === 1) return false;
  const [x0, y0, x1, y1] = view.engine.extentOf(hit.mark);
  if (Math.max(x1 - x0, y1 - y0) < 1e-7 || map.getZoom() >= map.getMaxZoom()) return false;
  const bounds = L.latLngBounds([toLat(y1), toLon(x0)], [toLat(y0), toLon(x1)]);
  const zoom = Math.min(map.getMaxZoom(), Math.max(map.getZoom() + 1, map.getBoundsZoom(bounds.pad(0.3))));
  map.setView(bounds.getCenter(), zoom, { animate: !still() });
  return true;
}

function reveal(map, view, row, below) {
  const { incidents } = view;
  if (!incidents.mark[row]) return;
  const at = L.latLng(toLat(incidents.y[row]), toLon(incidents.x[row]));
  if (incidents.mark[row] >= AREA) {
    const shape = incidents.shapes[incidents.shape[row]];
    const box = boxToShow(shape);
    const [x0, y0, x1, y1] = box;
    const bounds = L.latLngBounds([toLat(y1), toLon(x0)], [toLat(y0), toLon(x1)]);
    // A distance or a side says little without the place that it is counted from.
    const from = COUNTED.has(LOOKS[incidents.look[row]].key) && incidents.originOf(row);
    if (from) bounds.extend([toLat(from[1]), toLon(from[0])]);
    const room = { paddingTopLeft: [40, 40 + above()], paddingBottomRight: [40, 40 + below], animate: !still() };
    // Half of a cut area at either edge of the world is in view, and yet not seen.
    if (below || box !== shape.box || !map.getBounds().contains(bounds)) map.fitBounds(bounds, room);
  } else {
    map.panInside(at, { paddingTopLeft: [60, 60 + above()], paddingBottomRight: [60, 60 + below], animate: !still() });
  }
}

/** On a phone the header lies over the map. */
const above = () => (narrow() ? 110 : 0);

function showTip(tip, view, hit, map) {
  tip.hidden = !hit;
  if (!hit) return;
  tip.replaceChildren(...tipLines(view, hit));
  const { x: width } = map.getSize();
  const left = hit.x > width - 280;
  tip.style.left = left ? "" : `${hit.x + 16}px`;
  tip.style.right = left ? `${width - hit.x + 16}px` : "";
  tip.style.top = `${hit.y + 10}px`;
}

function tipLines(view, { count, first }) {
  if (count > 1) return [el("strong", {}, plural(count, "incident")), el("span", {}, "Click to see them")];
  const line = view.incidents.line(first);
  return [
    el("strong", {}, foreign(short(line.subType ?? line.type ?? "Incident"))),
    el("span", {}, foreign(short(line.place ?? "")), " · ", formatInterval(line.start, line.end)),
  ];
}

const short = (text) => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
