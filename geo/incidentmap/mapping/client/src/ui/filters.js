// The filters: one group per facet, with counts under all the other filters.
import { PRECISIONS } from "../look.js";
import { t } from "../words/index.js";
import { el, foreign } from "./dom.js";
import { areaGroup } from "./filters-area.js";
import { facetGroup } from "./filters-facet.js";
import { killedGroup } from "./filters-killed.js";
import { typeGroup } from "./filters-type.js";
import { countWords, precisionWords } from "./filters-words.js";
import { icon, markIcon } from "./icons.js";
import { say } from "./say.js";

const ORDER = new Map(PRECISIONS.map(({ key }, i) => [key, i]));
const bySureness = (a, b) => (ORDER.get(a[0]) ?? 99) - (ORDER.get(b[0]) ?? 99);
const byCount = (a, b) => b[1] - a[1] || String(a[0]).localeCompare(String(b[0]));

/** `tree()` gives types with their sub-types, `draw` draws areas, `clear` takes all filters away. */
export function filterPanel(view, { close, clear, tree, draw }) {
  const groups = [
    typeGroup(view, tree),
    facetGroup(view, { key: "precision", none: "filters.noPrecision", sort: bySureness, open: true,
      picture: (value) => markIcon(value, 18), label: (value) => say([precisionWords(value)]) }),
    facetGroup(view, { key: "actors", none: "filters.noActors", find: "filters.findActors", sort: byCount,
      label: (value) => [foreign(value)] }),
    facetGroup(view, { key: "sources", none: "filters.noSources", find: "filters.findSources", sort: byCount,
      label: (value) => [foreign(value)] }),
    killedGroup(view),
    areaGroup(view, draw),
  ];
  const clearButton = el("button.im-link", { type: "button", onclick: () => (clear(), node.querySelector("summary").focus()) }, t("filters.clear"));
  const show = el("button.im-button.im-strong.im-show", { type: "button", onclick: close });
  const node = el(
    "aside.im-filters", { "aria-label": t("filters.title"), id: "im-filters" },
    el("div.im-panel-head", {}, el("h2", {}, t("filters.title")), clearButton,
      el("button.im-button.im-close", { type: "button", "aria-label": t("filters.close"), title: t("filters.close"), onclick: close }, icon("close", 16))),
    ...groups.map((group) => group.node),
    el("p.im-meta.im-filters-hint", {}, t("filters.hint")),
    show,
  );
  const update = () => {
    clearButton.hidden = view.active === 0;
    for (const group of groups) group.update();
    show.textContent = t("filters.show", { what: countWords(view.result.matched, view.engine.totals.incidents) });
  };
  view.on("filter", update);
  update();
  return node;
}
