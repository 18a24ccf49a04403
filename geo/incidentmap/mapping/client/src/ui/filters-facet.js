// One facet of the filters: ticks with counts; of many values the most frequent, a search among them, and the ticked.
import { foldText } from "../data/search.js";
import { number, t } from "../words/index.js";
import { el } from "./dom.js";

const SHOWN = 8;
const MOST = 200; // values that "show all" makes nodes of; the others are found by search
const SEARCHED = 12; // from so many values on there is a search

/** A group that folds, and tells how many values it has and how many are ticked. */
export function foldingGroup(key, { open = false } = {}, ...children) {
  const tally = el("span.im-meta", {});
  const badge = el("span.im-badge", { hidden: true });
  const title = t(`filters.${key}`);
  const node = el("details.im-group", { open }, el("summary", {}, title, " ", tally, badge),
    el("div.im-group-body", { role: "group", "aria-label": title }, ...children));
  const count = (values, ticked) => {
    tally.textContent = values === null ? "" : `(${number(values)})`;
    badge.textContent = number(ticked);
    badge.hidden = ticked === 0;
  };
  return { node, count };
}

/** A facet of `view.filters[key]`. `label(value)` is nodes, `none` the words for "not given", `find` those of a search. */
export function facetGroup(view, { key, none, find, sort, open = false, picture = () => null, label }) {
  const list = el("ul.im-facet", {});
  const narrower = narrowing(find, () => update());
  const more = moreButton(() => update());
  const group = foldingGroup(key, { open }, narrower.node, list, narrower.nothing, more.node);
  const rows = new Map();
  const row = (value) => {
    if (!rows.has(value)) {
      rows.set(value, tickRow({
        words: value === null ? [t(none)] : label(value), picture: picture(value), onchange: () => view.toggle(key, value),
      }));
    }
    return rows.get(value);
  };

  function update() {
    const wanted = view.filters[key];
    const counts = view.result.counts[key];
    const values = [...counts, ...[...wanted].filter((value) => !counts.has(value)).map((value) => [value, 0])].sort(sort);
    const found = narrower.apply(values, values.length);
    // A server gives the most frequent of very many.
    const distinct = Math.max(values.length, view.result.distinct?.[key] ?? 0);
    const shown = more.apply(found, wanted, { asked: narrower.asked, given: values.length, distinct });
    arrange(list, shown.map(([value, count]) => {
      const made = row(value);
      made.set(wanted.has(value), count);
      return made.node;
    }));
    group.count(distinct, wanted.size);
    group.node.hidden = saysNothing(values, wanted);
  }
  return { node: group.node, update };
}

/** Whether a facet has nothing to choose: no value at all, or "not given" for every incident. */
export const saysNothing = (values, wanted) => values.every(([value]) => value === null) && wanted.size === 0;

/** A tick with its words and its number. */
export function tickRow({ words, picture, onchange, after = null }) {
  const box = el("input", { type: "checkbox", onchange });
  const figure = el("span.im-number", {});
  const node = el("li", {}, el("label", {}, box, picture, el("span.im-facet-label", {}, ...words), figure), after);
  const set = (on, count) => {
    box.checked = on === true || on === "all";
    box.indeterminate = on === "some";
    figure.textContent = number(count);
    node.classList.toggle("im-zero", count === 0);
  };
  return { node, set };
}

/** The small search inside a facet; it is there when there is much to search. `read` is how the page shows a value. */
export function narrowing(words, changed, read = (value) => value) {
  const input = words && el("input.im-find", { type: "search", placeholder: t(words), "aria-label": t(words), autocomplete: "off", spellcheck: "false" });
  const nothing = el("p.im-meta", { hidden: true, role: "status" }, t("filters.noneFound"));
  const folded = new Map();
  const keyOf = (value) => {
    if (!folded.has(value)) folded.set(value, [value, read(value)].map((text) => `${text.toLowerCase()}\n${foldText(text)}`).join("\n"));
    return folded.get(value);
  };
  input?.addEventListener("input", changed);
  const api = {
    node: input, nothing, asked: "",
    apply(values, count) {
      if (!input) return values;
      input.hidden = count < SEARCHED;
      api.asked = input.hidden ? "" : input.value.trim().toLowerCase();
      if (!api.asked) nothing.hidden = true;
      if (!api.asked) return values;
      const key = foldText(api.asked);
      const found = values.filter(([value]) => value !== null && (keyOf(value).includes(api.asked) || (key && keyOf(value).includes(key))));
      nothing.hidden = found.length > 0;
      return found;
    },
  };
  return api;
}

/** The first few values and those that are ticked, until someone asks for all. */
function moreButton(changed) {
  const button = el("button.im-link", { type: "button", hidden: true });
  const rest = el("p.im-meta", { hidden: true });
  let open = false;
  button.addEventListener("click", () => {
    open = !open;
    changed();
  });
  const apply = (values, wanted, { asked, given, distinct }) => {
    const limit = open ? MOST : SHOWN;
    const shown = values.filter(([value], i) => i < limit || (wanted.has(value) && !asked));
    button.hidden = values.length <= SHOWN;
    button.textContent = open ? t("filters.showFewer") : t("filters.showAll", { count: values.length });
    const partial = distinct > given;
    rest.hidden = partial ? !open && !asked : !open || values.length <= shown.length;
    if (!rest.hidden) rest.textContent = partial ? t("filters.frequent", { count: given }) : t("filters.tooMany", { count: values.length - shown.length });
    return shown;
  };
  return { node: el("div.im-more", {}, rest, button), apply };
}

/** Put nodes into a list in this order. The one with the focus keeps it, be it moved or not. */
export function arrange(list, nodes) {
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  for (const [i, node] of nodes.entries()) if (list.children[i] !== node) list.insertBefore(node, list.children[i] ?? null);
  while (list.children.length > nodes.length) list.lastElementChild.remove();
  if (focused && focused !== document.activeElement && list.contains(focused)) focused.focus({ preventScroll: true });
}
