// The bare layer, for somebody else's folium.Map: marks and areas, and a popup with all there is about an incident.
import { readBlock, Unreadable } from "./data/blocks.js";
import { L } from "./leaflet.js";
import { MarksLayer } from "./map/marks.js";
import { detail } from "./ui/detail.js";
import { el, foreign, plural } from "./ui/dom.js";
import { glyphIcon } from "./ui/icons.js";
import { readColours } from "./ui/theme.js";
import { styleOf } from "./look.js";
import { formatInterval } from "./data/time.js";
import { OWED, UNVERIFIED } from "./ui/words.js";
import { View } from "./view.js";
import { t } from "./words/index.js";

const LISTED = 200;

const PluginLayer = MarksLayer.extend({
  options: { attribution: `${UNVERIFIED} ${OWED}` },

  onAdd(map) {
    map.getContainer().classList.add("im-host");
    this.colours = readColours(map.getContainer());
    MarksLayer.prototype.onAdd.call(this, map);
    map.on("click", this._open, this);
  },

  onRemove(map) {
    map.off("click", this._open, this);
    MarksLayer.prototype.onRemove.call(this, map);
  },

  /** The credits are the one place on somebody else's map where a sentence may stand. */
  explain(error) {
    if (!(error instanceof Unreadable)) throw error;
    this.options.attribution = `${t("data.title")}. ${t(error.words)}`;
    this._map?.attributionControl?.addAttribution(this.options.attribution);
  },

  _open(event) {
    const hit = this.at(event.containerPoint.x, event.containerPoint.y, { touch: true });
    if (!hit) return;
    const box = el("div.im-popup", {});
    const one = (row) => box.replaceChildren(...detail(this._view.incidents.record(row)));
    if (hit.count === 1) one(hit.first);
    else box.replaceChildren(...several(this._view, [...this._view.engine.rowsOf(hit.mark)], one));
    L.popup({ maxWidth: 360, minWidth: 260, maxHeight: 380, className: "im-host-popup" }).setLatLng(event.latlng).setContent(box).openOn(this._map);
  },
});

function several(view, rows, one) {
  return [
    el("h2", {}, plural(rows.length, "incident")),
    el("ul.im-popup-list", {}, ...rows.slice(0, LISTED).map((row) => {
      const line = view.incidents.line(row);
      return el("li", {}, el("button.im-link", { type: "button", onclick: () => one(row) },
        glyphIcon(styleOf(line.type), 14), foreign((line.subType ?? line.type ?? "Incident").slice(0, 80)), " · ", formatInterval(line.start, line.end)));
    })),
    rows.length > LISTED && el("p", {}, `The first ${LISTED} are listed: zoom in to see the others.`),
  ].filter(Boolean);
}

/** Make the layer out of the element that holds its data. */
export function layer(dataId) {
  const view = new View({ title: "", dataUrl: null });
  const made = new PluginLayer(view, null, null);
  readBlock(dataId).then((payload) => view.setPayloads([payload]), (error) => made.explain(error)).then(() => made.repaint());
  return made;
}
