// The filter by kind of event: types, and below each its sub-types, which can be unfolded.
import { pairOf } from "../data/facet.js";
import { styleOf } from "../look.js";
import { t } from "../words/index.js";
import { cut, el } from "./dom.js";
import { typeName } from "./say.js";
import { arrange, foldingGroup, narrowing, saysNothing, tickRow } from "./filters-facet.js";
import { subIsOn, toggleSub, toggleType, typeState } from "./filters-tree.js";
import { glyphIcon, icon } from "./icons.js";
import { typeOf } from "./words.js";

const byCount = (a, b) => b[1] - a[1] || String(a[0]).localeCompare(String(b[0]));
let ids = 0;

export function typeGroup(view, tree) {
  const list = el("ul.im-facet.im-tree", {});
  const narrower = narrowing("filters.findType", () => update(), (type) => typeOf(type).text);
  const group = foldingGroup("type", { open: true }, narrower.node, list, narrower.nothing);
  const rows = new Map();

  function update() {
    const { filters } = view;
    const { type: counts, sub: subCounts } = view.result.counts;
    const known = tree();
    const strange = [...filters.type].filter((value) => !counts.has(value)).map((value) => [value, 0]);
    const types = narrower.apply([...counts, ...strange], counts.size).sort(byCount);
    arrange(list, types.map(([value, count]) => {
      if (!rows.has(value)) rows.set(value, typeRow(view, value, tree));
      const row = rows.get(value);
      row.set(typeState(filters, known, value), count, subsOf(known, value, subCounts));
      return row.node;
    }));
    const ticked = types.filter(([value]) => typeState(filters, known, value) !== "none").length;
    group.count(counts.size, ticked);
    list.classList.toggle("im-flat", !types.some(([value]) => subsOf(known, value, subCounts).length));
    group.node.hidden = saysNothing([...counts], filters.type);
  }
  return { node: group.node, update };
}

/** The sub-types to show below a type; one that is the only one, or the type's own name, says nothing more. */
function subsOf(tree, type, counts) {
  const subs = tree.get(type) ?? [];
  if (!subs.some((sub) => sub !== null && sub !== type)) return [];
  return subs.map((sub) => [sub, counts.get(pairOf(type, sub)) ?? 0]).sort(byCount);
}

function typeRow(view, value, tree) {
  const words = value === null ? [t("filters.noType")] : [typeName(value)];
  const inner = el("ul.im-facet.im-sub", { hidden: true, id: `im-sub-${++ids}` });
  const name = t("filters.subTypes", { name: value === null ? t("filters.noType") : cut(typeOf(value).text, 80) });
  const unfold = el("button.im-unfold", {
    type: "button", "aria-expanded": "false", "aria-controls": inner.id, "aria-label": name, title: name, hidden: true,
    onclick: () => fold(inner.hidden),
  }, icon("next", 12));
  const tick = tickRow({
    words, picture: glyphIcon(styleOf(value), 16),
    onchange: () => view.setFilter(toggleType(view.filters, tree(), value)),
  });
  const node = el("li.im-branch", {}, el("div.im-branch-head", {}, unfold, ...tick.node.children), inner);
  const rows = new Map();
  let opened = false;

  function fold(open) {
    opened = open;
    inner.hidden = !open;
    unfold.setAttribute("aria-expanded", String(open));
  }

  function set(state, count, subs) {
    tick.set(state, count);
    node.classList.toggle("im-zero", count === 0 && state === "none");
    unfold.hidden = subs.length === 0;
    // What is ticked in part is shown.
    if (state === "some" && !opened) fold(true);
    arrange(inner, subs.map(([sub, subCount]) => {
      if (!rows.has(sub)) {
        rows.set(sub, tickRow({
          words: sub === null ? [t("filters.noSub")] : [typeName(sub)], picture: null,
          onchange: () => view.setFilter(toggleSub(view.filters, tree(), value, sub)),
        }));
      }
      rows.get(sub).set(subIsOn(view.filters, tree(), value, sub), subCount);
      return rows.get(sub).node;
    }));
  }
  return { node, set };
}
