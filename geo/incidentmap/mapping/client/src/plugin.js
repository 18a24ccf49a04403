// The bare layer, for somebody else's folium.Map: marks and areas, and a popup with all there is about an incident.
import { readBlock, Unreadable } from "./data/blocks.js";
import { L } from "./leaflet.js";
import { MarksLayer } from "./map/marks.js";
import { detail } from "./ui/detail_record.js";
import { cut, el } from "./ui/dom.js";
import { glyphIcon, icon } from "./ui/icons.js";
import { typeName } from "./ui/say.js";
import { readColours } from "./ui/theme.js";
import { styleOf } from "./look.js";
import { formatInterval } from "./data/time.js";
import { OWED } from "./ui/words.js";
import { View } from "./view.js";
import { readWords } from "./words/block.js";
import { setLanguage, t } from "./words/index.js";

const LISTED = 200;
const TITLE = 80;

const PluginLayer = MarksLayer.extend({
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
    // The popup's place was chosen for what was in it before.
    const fill = (nodes) => (box.replaceChildren(...nodes), this._popup?.update());
    const record = (row) => detail(this._view.incidents.record(row)).nodes;
    const rows = hit.count === 1 ? [] : [...this._view.engine.rowsOf(hit.mark)];
    const list = () => fill(several(this._view, rows, (row) => fill([back(list), ...record(row)])));
    if (hit.count === 1) fill(record(hit.first));
    else list();
    this._popup = L.popup({ maxWidth: 360, minWidth: 260, maxHeight: 380, className: "im-host-popup" })
      .setLatLng(event.latlng).setContent(box).openOn(this._map);
  },
});

const back = (onclick) => el("button.im-link", { type: "button", onclick }, icon("back", 12), t("popup.back"));

function several(view, rows, one) {
  return [
    el("h2", {}, t("popup.several", { count: rows.length })),
    el("ul.im-popup-list", {}, ...rows.slice(0, LISTED).map((row) => {
      const line = view.incidents.line(row);
      const kind = line.subType ?? line.type;
      const name = kind && typeName(cut(kind, TITLE));
      return el("li", {}, el("button.im-link", { type: "button", onclick: () => one(row) },
        glyphIcon(styleOf(line.type), 14), name ?? t("popup.untyped"), " · ", formatInterval(line.start, line.end)));
    })),
    rows.length > LISTED && el("p", {}, t("popup.first", { n: LISTED })),
  ].filter(Boolean);
}

/**
 * Make the layer out of the element that holds its data. Without a language its popups speak the page's, if it is one
 * of ours.
 */
export function layer(dataId, language) {
  setLanguage(language ?? document.documentElement.lang.slice(0, 2));
  const view = new View({ title: "", dataUrl: null });
  const made = new PluginLayer(view, null, null);
  L.setOptions(made, { attribution: `${t("page.unverified")} ${OWED}` });
  Promise.all([readBlock(dataId), readWords()]).then(([payload]) => view.setPayloads([payload]), (error) => made.explain(error)).then(() => made.repaint());
  return made;
}
