// What shapes and colours mean, in words.
import { AREA, HOLLOW, NOWHERE, OUTLINE, SOLID } from "../data/incidents.js";
import { STYLES } from "../look.js";
import { el, narrow } from "./dom.js";
import { glyphIcon, markIcon } from "./icons.js";

const MARKS = [
  ["settlement", SOLID, "A place that the source names"],
  ["near", HOLLOW, "Near a place: somewhere in the disc"],
  ["region", AREA, "A district or region: somewhere in it"],
  ["country", OUTLINE, "A country: somewhere in it"],
  ["unlocated", NOWHERE, "Not placed: only in the list"],
];

export function legend(view, { disputed }) {
  const types = el("ul", {});
  const marks = el("ul", {});
  const node = el("details.im-legend", { open: !narrow() && window.innerHeight >= 800 },
    el("summary", {}, "Legend"),
    types,
    marks,
    disputed && el("ul", {}, el("li", {}, el("span.im-dashed", { "aria-hidden": "true" }), "Disputed border")));
  const update = () => {
    const present = new Set(view.incidents.style);
    types.replaceChildren(...STYLES.flatMap((style, i) => (present.has(i) ? [el("li", {}, glyphIcon(i, 16), style.name)] : [])));
    types.hidden = present.size === 0;
    const ways = new Set(view.incidents.mark);
    marks.replaceChildren(
      ...MARKS.flatMap(([precision, mark, text]) => (ways.has(mark) ? [el("li", {}, markIcon(precision, 18), text)] : [])),
      el("li", {}, el("span.im-sample-badge", { "aria-hidden": "true" }, "5"), "Several in one place, by type"),
    );
  };
  view.on("data", update);
  update();
  return node;
}
