// Measuring on the map: points one after another, the length of the way between them, and the area when it is closed.
import { toX, toY } from "../data/mercator.js";
import { L } from "../leaflet.js";
import { el } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { number, t } from "../words/index.js";
import { CanvasLayer, copies } from "./canvas.js";
import { areaOf, lengthOf, shortest } from "./geodesic.js";

const SLACK = 14; // pixels around the first point that close the line

const three = (value) => number(value, { maximumSignificantDigits: value < 1000 ? 3 : 6, maximumFractionDigits: 0, roundingPriority: "morePrecision" });

/** Metres in words: three figures, as many as a map can tell. */
export const sayLength = (metres) => (metres < 1000 ? t("map.m", { value: number(Math.round(metres)) }) : t("map.km", { value: three(metres / 1000) }));

export const sayArea = (metres) => (metres < 1e5 ? t("map.m2", { value: number(Math.round(metres)) }) : t("map.km2", { value: three(metres / 1e6) }));

const MeasureLayer = CanvasLayer.extend({
  initialize(theme) {
    CanvasLayer.prototype.initialize.call(this, "im-measure", 440);
    this._theme = theme;
    this.line = [];
    this.closed = false;
  },

  paint(context, frame, colours = this._theme.colours) {
    if (!this.line.length) return;
    const way = shortest(this.closed ? [...this.line, this.line[0]] : this.line);
    for (const dx of copies(frame)) {
      const place = ([lon, lat]) => [toX(lon) * frame.scale + dx, toY(lat) * frame.scale - frame.top];
      const points = this.line.map(place);
      context.beginPath();
      for (const spot of way) context.lineTo(...place(spot));
      context.lineJoin = "round";
      for (const [colour, width] of [[colours.halo, 5], [colours.ink, 1.8]]) {
        context.strokeStyle = colour;
        context.lineWidth = width;
        context.stroke();
      }
      for (const [i, [x, y]] of points.entries()) {
        context.beginPath();
        context.arc(x, y, i === 0 ? 5.5 : 4, 0, 2 * Math.PI);
        context.fillStyle = colours.paper;
        context.fill();
        context.lineWidth = 1.8;
        context.stroke();
      }
    }
  },
});

/** Make the tool. `map.measuring` is true while clicks are its own. */
export function measure(map, tools, theme) {
  const layer = new MeasureLayer(theme);
  const said = el("output.im-measured", { role: "status" });
  const undo = el("button.im-button", { type: "button", "aria-label": t("map.undo"), title: t("map.undo"), onclick: () => remove() }, icon("undo", 16));
  const leave = el("button.im-button", { type: "button", "aria-label": t("map.end"), title: t("map.end"), onclick: () => end() }, icon("close", 14));
  const box = el("div.im-measure", { hidden: true }, said, undo, leave);
  const button = tools.add({ picture: "ruler", label: t("map.measure"), pressed: false, onclick: () => (map.measuring ? end() : begin()) });
  map.getContainer().append(box);
  L.DomEvent.disableClickPropagation(box);

  function begin() {
    map.measuring = true;
    layer.addTo(map);
    map.doubleClickZoom.disable();
    set([], false);
    document.addEventListener("keydown", onKey, true);
    map.getContainer().focus();
  }
  function end() {
    map.measuring = false;
    document.removeEventListener("keydown", onKey, true);
    layer.remove();
    map.doubleClickZoom.enable();
    show();
  }
  function set(line, closed) {
    layer.line = line;
    layer.closed = closed;
    layer.repaint();
    show();
  }
  function show() {
    button.setAttribute("aria-pressed", String(map.measuring));
    map.getContainer().classList.toggle("im-measuring", map.measuring);
    box.hidden = !map.measuring;
    const { line, closed } = layer;
    const parts = line.length < 2 ? [t("map.start")] : [t("map.length", { length: sayLength(lengthOf(closed ? [...line, line[0]] : line)) })];
    if (closed) parts.push(t("map.area", { area: sayArea(areaOf(line)) }));
    said.textContent = parts.join(" · ");
    said.title = line.length > 2 && !closed ? t("map.close") : "";
    undo.disabled = !line.length;
  }
  /** Take a spot; one on the first closes the line, and one after that begins anew. */
  function add(latlng) {
    const { line, closed } = layer;
    const lon = line.length ? nearest(latlng.lng, line.at(-1)[0]) : latlng.lng;
    const spot = [lon, latlng.lat];
    if (closed) set([spot], false);
    else if (line.length > 2 && near(line[0], latlng)) set(line, true);
    else set([...line, spot], false);
  }
  function near([lon, lat], latlng) {
    return map.latLngToContainerPoint([lat, nearest(lon, latlng.lng)]).distanceTo(map.latLngToContainerPoint(latlng)) <= SLACK;
  }
  const remove = () => (layer.closed ? set(layer.line, false) : set(layer.line.slice(0, -1), false));
  function onKey(event) {
    if (event.target.closest?.("input, textarea, select, dialog")) return;
    if (event.key === "Escape") end();
    else if (event.key === "Backspace") remove();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  map.on("click", (event) => map.measuring && add(event.latlng));
  show();
  return { toggle: () => button.click(), add: () => add(map.getCenter()), repaint: () => layer._map && layer.repaint() };
}

/** The copy of a longitude that is nearest to another. */
const nearest = (lon, to) => lon + 360 * Math.round((to - lon) / 360);
