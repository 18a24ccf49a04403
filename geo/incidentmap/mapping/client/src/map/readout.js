// The coordinate under the pointer, or of the map's centre, in three ways of writing; and taking it along.
import { L } from "../leaflet.js";
import { copyText } from "../ui/dialog.js";
import { el } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { t } from "../words/index.js";
import { FORMATS, written } from "./coordinates.js";
import { keep, kept } from "../ui/keep.js";

const NAME = "coordinates";

/** Put the readout on the map. `announce` says something to those who do not see it. */
export function readout(map, announce) {
  let format = FORMATS.includes(kept(NAME)) ? kept(NAME) : FORMATS[0];
  let pointer = null; // where the pointer is, while it is over the map
  let shown = "";
  const value = el("button.im-coordinate", { type: "button", title: t("map.format"), onclick: () => next() });
  const take = el("button.im-copy-coordinate", { type: "button", "aria-label": t("map.copy"), title: t("map.copy"), onclick: () => copy() }, icon("copy", 14));
  const field = el("input.im-coordinate-field", { readonly: true, hidden: true, "aria-label": t("map.coordinate") });
  const node = el("div.im-spot", {}, field, value, take);
  const cross = el("div.im-crosshair", { "aria-hidden": "true" });
  const control = L.control({ position: "bottomright" });
  control.onAdd = () => node;
  control.addTo(map);
  L.DomEvent.disableClickPropagation(node);
  map.getContainer().append(cross);

  const spot = () => pointer ?? map.getCenter();
  function show() {
    const { lat, lng } = spot();
    const text = written(lat, lng, format);
    if (text === shown) return;
    shown = text;
    value.textContent = shown;
  }
  function next() {
    format = FORMATS[(FORMATS.indexOf(format) + 1) % FORMATS.length];
    keep(NAME, format);
    show();
    announce(shown);
  }
  async function copy() {
    const text = shown;
    if (await copyText(text)) {
      announce(t("map.copied", { text }), { seen: true });
      return;
    }
    field.value = text;
    field.hidden = false;
    field.focus();
    field.select();
    announce(t("map.copyThis"), { seen: true });
  }
  // The crosshair says what the readout tells of, when it is not the pointer.
  const aim = () => cross.classList.toggle("im-aiming", !pointer && (node.matches(":hover, :focus-within") || map.getContainer().matches(":focus-visible")));
  const own = (event) => !event.originalEvent.target.closest?.(".leaflet-control, .im-legend, .im-toolbar");
  const update = () => (show(), aim());
  map.on("mousemove", (event) => {
    pointer = own(event) ? event.latlng : null;
    update();
  });
  map.on("mouseout", () => {
    pointer = null;
    aim();
  });
  map.on("move", () => {
    pointer = null;
    update();
  });
  for (const event of ["focusin", "focusout"]) {
    map.getContainer().addEventListener(event, () => requestAnimationFrame(update));
  }
  field.addEventListener("blur", () => (field.hidden = true));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" && event.key !== "Enter") return;
    event.stopPropagation();
    map.getContainer().focus();
  });
  show();
  return { copy, next };
}
