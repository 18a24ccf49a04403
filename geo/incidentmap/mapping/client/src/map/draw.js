// Drawing the area that a filter keeps to: a box or a polygon, by pointer, by touch, or by key.
// While someone draws, a surface lies over the map, so that neither dragging the map nor its marks are in the way.
import { L } from "../leaflet.js";
import { CORNERS } from "../data/limits.js";
import { el, narrow } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { t } from "../words/index.js";
import { AreaLayer } from "./draw-layer.js";
import { boxRing, closes, isArea, tidy, withCorner, withoutLast } from "./draw-ring.js";

const SLACK = 14; // pixels around the first corner that close a polygon
const MOVED = 5; // pixels from which on a press is a drag
const STEP = 16; // pixels that an arrow key moves the cross; with shift four times as many

/** `begin()` is told before drawing, so that what lies over the map makes room. */
export function areaDrawing(map, view, theme, tools, { begin }) {
  const layer = new AreaLayer(view, theme).addTo(map);
  const cross = el("div.im-cross", { "aria-hidden": "true", hidden: true });
  const surface = el("div.im-draw", { tabindex: "0", role: "application", hidden: true }, cross);
  const said = el("span.im-unseen", { role: "status" });
  const help = el("p.im-draw-help", {});
  const finish = button("filters.finish", () => close());
  const back = button("filters.lastBack", () => corners(withoutLast(ring)));
  const bar = el("div.im-draw-bar", { role: "group", "aria-label": t("filters.drawing"), hidden: true },
    help, finish, back, button("filters.cancel", () => cancel()));
  const off = el("button.im-area-off", {
    type: "button", hidden: true, "aria-label": t("filters.removeArea"), title: t("filters.removeArea"),
    onclick: () => (view.setFilter({ area: null }), map.getContainer().focus()),
  }, icon("close", 14));
  const room = map.getContainer().parentElement;
  room.append(surface, bar, off, said);
  const buttons = {
    box: tools.add({ picture: "box", label: t("filters.box"), pressed: false, onclick: () => toggle("box") }),
    polygon: tools.add({ picture: "polygon", label: t("filters.polygon"), pressed: false, onclick: () => toggle("polygon") }),
  };
  let kind = null;
  let ring = [];
  let press = null; // where a pointer went down
  let at = null; // where the cross is, in pixels

  function start(wanted) {
    if (kind) leave();
    begin();
    kind = wanted;
    const label = t(`filters.${kind}Help`);
    help.textContent = label;
    surface.setAttribute("aria-label", label);
    buttons[kind].setAttribute("aria-pressed", "true");
    surface.hidden = bar.hidden = false;
    at = [map.getSize().x / 2, map.getSize().y / 2];
    cross.hidden = true;
    corners([]);
    surface.focus({ preventScroll: true });
    document.addEventListener("keydown", onEscape, true);
  }

  function leave() {
    document.removeEventListener("keydown", onEscape, true);
    buttons[kind].setAttribute("aria-pressed", "false");
    const held = surface.contains(document.activeElement) || bar.contains(document.activeElement);
    if (held) buttons[kind].focus({ preventScroll: true });
    kind = press = null;
    ring = [];
    surface.hidden = bar.hidden = true;
    layer.draft = null;
    layer.repaint();
  }

  const toggle = (wanted) => (kind === wanted ? cancel() : start(wanted));

  function cancel() {
    leave();
    said.textContent = t("filters.areaCancelled");
  }

  function set(area) {
    if (kind) leave();
    said.textContent = t("filters.areaSet");
    view.setFilter({ area });
  }

  function onEscape(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    cancel();
  }

  /** Take corners so far, and show them with what the pointer adds. */
  function corners(next, loose = null) {
    if (next.length !== ring.length) said.textContent = t("filters.cornerSet", { count: next.length });
    ring = next;
    const shown = loose ? [...ring, loose] : ring;
    layer.draft = kind === "box" && shown.length === 2 ? { ring: boxRing(...shown), closed: true } : { ring: shown, closed: false };
    layer.repaint();
    finish.hidden = kind === "box";
    finish.disabled = !isArea(ring);
    back.hidden = kind === "box";
    back.disabled = ring.length === 0;
  }

  function close() {
    const drawn = kind === "box" && ring.length === 2 ? boxRing(...ring) : ring;
    if (isArea(drawn)) set({ kind, ring: tidy(drawn) });
  }

  const degrees = ([x, y]) => {
    const { lat, lng } = map.containerPointToLatLng([x, y]);
    return [lng, lat];
  };
  const pixels = ([lon, lat]) => {
    const { x, y } = map.latLngToContainerPoint([lat, lon]);
    return [x, y];
  };

  function corner(spot) {
    if (kind === "polygon" && ring.length && closes(pixels(ring[0]), spot, ring.length, SLACK)) close();
    else if (ring.length >= CORNERS) said.textContent = help.textContent = t("limits.enough", { count: CORNERS });
    else {
      corners(withCorner(ring, degrees(spot)));
      if (kind === "box" && ring.length === 2) isArea(boxRing(...ring)) ? close() : corners([ring[0]]);
    }
  }

  const spotOf = (event) => {
    const box = surface.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  surface.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    press = { spot: spotOf(event), dragged: false, fresh: ring.length === 0 };
    surface.setPointerCapture(event.pointerId);
    if (kind === "box" && press.fresh) corners([degrees(press.spot)]);
  });
  surface.addEventListener("pointermove", (event) => {
    const spot = spotOf(event);
    cross.hidden = true;
    if (press && Math.hypot(spot[0] - press.spot[0], spot[1] - press.spot[1]) > MOVED) press.dragged = true;
    if (ring.length) corners(ring, degrees(spot));
  });
  surface.addEventListener("pointerup", (event) => {
    if (!press) return;
    const { dragged, fresh } = press;
    press = null;
    // The first corner of a box is set by the press; a drag sets the second where it ends, else the next click does.
    if (kind === "box" && fresh && !dragged) return;
    corner(spotOf(event));
  });
  surface.addEventListener("pointercancel", () => {
    press = null;
    if (kind === "box") corners([]);
  });
  surface.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (move) moveCross(move, event.shiftKey ? 4 * STEP : STEP);
    else if (event.key === "Enter" || event.key === " ") placeCross();
    else if (event.key === "Backspace" && ring.length) corners(withoutLast(ring));
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  function moveCross([dx, dy], by) {
    const { x: width, y: height } = map.getSize();
    at = [Math.max(0, Math.min(width, at[0] + dx * by)), Math.max(0, Math.min(height, at[1] + dy * by))];
    showCross();
    if (ring.length) corners(ring, degrees(at));
  }

  function placeCross() {
    showCross();
    corner(at);
  }

  function showCross() {
    cross.hidden = false;
    cross.style.transform = `translate(${at[0]}px, ${at[1]}px)`;
  }

  layer.painted = (place) => {
    off.hidden = !place || Boolean(kind);
    if (!place) return;
    // Never under the buttons at the map's edge, nor on a phone under the header.
    const { x: width, y: height } = map.getSize();
    const above = narrow() ? room.closest(".im-app").querySelector(".im-top").offsetHeight + 16 : 0;
    const x = Math.max(24, Math.min(width - (place[0] > width - 76 ? 76 : 24), place[0] - 22));
    const y = Math.max(above + 24, Math.min(height - 24, place[1] + 22));
    off.style.transform = `translate(${x}px, ${y}px) translate(-50%, -50%)`;
  };
  // The wheel goes on zooming the map that lies below.
  surface.addEventListener("wheel", (event) => {
    event.preventDefault();
    map.getContainer().dispatchEvent(new WheelEvent("wheel", event));
  }, { passive: false });
  L.DomEvent.disableClickPropagation(bar);
  view.on("filter", () => layer.repaint());

  return {
    start,
    /** Keep to what the map shows now; it does not follow the map. */
    takeView() {
      const b = map.getBounds();
      set({ kind: "view", ring: tidy(boxRing([b.getWest(), b.getSouth()], [b.getEast(), b.getNorth()])) });
    },
    repaint: () => layer.repaint(),
  };
}

const button = (words, onclick) => el("button.im-button", { type: "button", onclick }, t(words));
