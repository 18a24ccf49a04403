// Pointer and map: hovering, clicking, opening groups, bringing an incident into view.
import { toLat, toLon } from "../data/mercator.js";
import { L } from "../leaflet.js";
import { STYLES } from "../look.js";
import { el, foreign, still } from "../ui/dom.js";
import { typeName } from "../ui/say.js";
import { formatInterval } from "../data/time.js";
import { t } from "../words/index.js";
import { reveal } from "./fit.js";

/** `cover()` says how many pixels at the map's lower edge something lies over. Returns what the keyboard does as well. */
export function interact(map, marks, view, cover) {
  const tip = el("div.im-tip", { role: "presentation", hidden: true });
  map.getContainer().append(tip);
  let touch = false;
  const point = (hit) => {
    showTip(tip, view, hit, map);
    marks.point(hit?.mark ?? null);
    view.hover(hit?.count === 1 ? hit.first : -1);
  };
  const open = (hit) => approach(map, view, hit) || view.open(view.engine.rowsOf(hit.mark));
  map.getContainer().addEventListener("pointerdown", (event) => (touch = event.pointerType !== "mouse"), true);
  map.on("mousemove", (event) => {
    if (touch) return;
    const own = !map.measuring && !event.originalEvent.target.closest(".leaflet-control");
    const hit = own ? marks.at(event.containerPoint.x, event.containerPoint.y) : null;
    map.getContainer().classList.toggle("im-pointing", Boolean(hit));
    point(hit);
  });
  map.on("mouseout movestart", () => point(null));
  map.on("click", (event) => {
    if (map.measuring) return;
    tip.hidden = true;
    const hit = marks.at(event.containerPoint.x, event.containerPoint.y, { touch });
    if (hit) open(hit);
    else view.close();
  });
  view.on("hover", () => marks.repaint());
  view.on("reveal", (row) => reveal(map, view, row, cover()));
  return { point, open };
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
  if (count > 1) return [el("strong", {}, t("map.incidents", { count })), el("span", {}, t("map.seeThem"))];
  const line = view.incidents.line(first);
  if (!line) return [el("strong", {}, STYLES[view.incidents.style[first]].label), el("span", {}, t("map.seeThem"))];
  const kind = line.subType ?? line.type;
  return [
    el("strong", {}, kind === null ? t("map.incident") : typeName(short(kind))),
    el("span", {}, foreign(short(line.place ?? "")), " · ", formatInterval(line.start, line.end)),
  ];
}

const short = (text) => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
