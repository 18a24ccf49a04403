// What stands on the map besides the incidents: zoom, scale, readout, measuring, fitting, and the map's keys.
import { L } from "../leaflet.js";
import { el } from "../ui/dom.js";
import { showKeys } from "../ui/keys.js";
import { number, t } from "../words/index.js";
import { fitAll, fitSelected, selectedRows } from "./fit.js";
import { measure } from "./measure.js";
import { readout } from "./readout.js";
import { walk } from "./walk.js";

const SEEN_MS = 2600; // how long a message stands on the map

const Scale = L.Control.Scale.extend({
  _updateMetric(most) {
    const metres = this._getRoundNum(most);
    const label = metres < 1000 ? t("map.m", { value: number(metres) }) : t("map.km", { value: number(metres / 1000) });
    this._updateScale(this._mScale, label, metres / most);
  },
});

/** Put the instruments on the map; `hand` is what `interact` returns, `cover` as there. */
export function instruments({ map, marks, view, theme, tools, hand, cover }) {
  const container = map.getContainer();
  container.setAttribute("aria-label", t("map.label"));
  L.control.zoom({ position: "topright", zoomInTitle: t("map.zoomIn"), zoomOutTitle: t("map.zoomOut") }).addTo(map);
  new Scale({ position: "bottomright", imperial: false }).addTo(map);
  const announce = announcer(container);
  const all = () => fitAll(map, view.config.bounds);
  const chosen = () => fitSelected(map, view, cover());
  tools.add({ picture: "fit", label: t("map.fitAll"), onclick: all });
  const selection = tools.add({ picture: "target", label: t("map.fitSelected"), onclick: chosen });
  const ruler = measure(map, tools, theme);
  tools.add({ picture: "keys", label: t("map.keys"), onclick: () => showKeys() }).classList.add("im-wide"); // a phone has none
  const coordinate = readout(map, announce);
  const steps = walk(map, marks, view, hand, announce);
  const offer = () => (selection.hidden = selectedRows(view).length === 0);
  for (const event of ["select", "scope", "data"]) view.on(event, offer);
  offer();

  const keys = {
    n: () => steps.step(1), p: () => steps.step(-1), f: () => chosen() || all(), h: all, Home: all,
    c: coordinate.copy, g: coordinate.next, m: ruler.toggle, Enter: () => (map.measuring ? ruler.add() : steps.open()),
  };
  container.addEventListener("keydown", (event) => {
    const act = event.target === container && plain(event) && keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || !plain(event) || event.target.closest?.("input, textarea, select, dialog")) return;
    event.preventDefault();
    showKeys();
  });
  return { dress: ruler.repaint };
}

const plain = ({ ctrlKey, metaKey, altKey }) => !(ctrlKey || metaKey || altKey);

/** Say something to those who listen; `seen` shows it for a moment, too. */
function announcer(container) {
  const said = el("div.im-announced", { role: "status" });
  const seen = el("div.im-toast", { "aria-hidden": "true", hidden: true });
  container.append(said, seen);
  let hiding;
  return (text, { seen: show = false } = {}) => {
    said.textContent = text;
    if (!show) return;
    seen.textContent = text;
    seen.hidden = false;
    clearTimeout(hiding);
    hiding = setTimeout(() => (seen.hidden = true), SEEN_MS);
  };
}
