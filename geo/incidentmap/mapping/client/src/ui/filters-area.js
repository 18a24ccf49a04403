// The filter by area: draw one, or take what the map shows.
import { t } from "../words/index.js";
import { el } from "./dom.js";
import { foldingGroup } from "./filters-facet.js";
import { areaWords } from "./filters-words.js";
import { icon } from "./icons.js";

const WAYS = [
  { kind: "box", picture: "box", words: "filters.box" },
  { kind: "polygon", picture: "polygon", words: "filters.polygon" },
  { kind: "view", picture: "frame", words: "filters.useView" },
];

export function areaGroup(view, draw) {
  const said = el("p.im-area-said", { hidden: true });
  const ways = WAYS.map(({ kind, picture, words }) =>
    el("button.im-way", { type: "button", onclick: () => (kind === "view" ? draw.takeView() : draw.start(kind)) }, icon(picture, 18), t(words)));
  const off = el("button.im-link", { type: "button", hidden: true, onclick: () => (view.setFilter({ area: null }), ways[0].focus()) }, t("filters.removeArea"));
  const group = foldingGroup("area", {}, ...ways, said, off, el("p.im-meta", {}, t("filters.areaHint")));
  function update() {
    const { area } = view.filters;
    said.hidden = off.hidden = !area;
    said.textContent = area ? areaWords(area) : "";
    group.node.hidden = view.engine.totals.incidents === 0;
    group.count(null, area ? 1 : 0);
  }
  return { node: group.node, update };
}
