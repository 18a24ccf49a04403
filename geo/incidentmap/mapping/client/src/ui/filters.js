// The filters: one group of checkboxes per facet, with counts under all the other filters.
import { styleOf, PRECISIONS } from "../look.js";
import { el, foreign } from "./dom.js";
import { glyphIcon, icon, markIcon } from "./icons.js";
import { typeName } from "./say.js";

const SHOWN = 8;
const ORDER = new Map(PRECISIONS.map(({ key }, i) => [key, i]));
const LABELS = new Map(PRECISIONS.map((precision) => [precision.key, precision]));

const byCount = (a, b) => b[1] - a[1] || String(a[0]).localeCompare(String(b[0]));

const FACETS = [
  {
    key: "type", title: "Type", none: "Type not given", sort: byCount,
    picture: (value) => glyphIcon(styleOf(value), 16), label: (value) => typeName(value),
  },
  {
    key: "precision", title: "How sure", none: "Not said", sort: (a, b) => (ORDER.get(a[0]) ?? 99) - (ORDER.get(b[0]) ?? 99),
    picture: (value) => markIcon(value, 18), label: (value) => LABELS.get(value)?.label ?? foreign(value),
  },
  { key: "actors", title: "Actor", none: "No actor given", sort: byCount, picture: () => null, label: (value) => foreign(value) },
];

export function filterPanel(view, { close }) {
  const groups = FACETS.map((facet) => facetGroup(view, facet));
  const clear = el("button.im-link", { type: "button", onclick: () => view.clearFilters() }, "Clear all");
  const node = el(
    "aside.im-filters", { "aria-label": "Filters", id: "im-filters" },
    el("div.im-panel-head", {}, el("h2", {}, "Filters"), clear,
      el("button.im-button.im-close", { type: "button", "aria-label": "Close filters", onclick: close }, icon("close", 16))),
    ...groups.map((group) => group.node),
  );
  const update = () => {
    clear.hidden = view.active === 0;
    for (const group of groups) group.update();
  };
  view.on("filter", update);
  update();
  return node;
}

function facetGroup(view, facet) {
  const list = el("ul.im-facet", {});
  const tally = el("span.im-meta", {});
  const more = el("button.im-link", { type: "button", hidden: true });
  let open = false;
  more.addEventListener("click", () => {
    open = !open;
    update();
  });
  const node = el("details.im-group", { open: facet.key !== "actors" }, el("summary", {}, facet.title, " ", tally), list, more);
  const rows = new Map();
  function update() {
    const values = [...view.result.counts[facet.key]].sort(facet.sort);
    const wanted = view.filters[facet.key];
    // The order must not jump under the pointer: values that count 0 now stay, at the end.
    const shown = open ? values : values.filter(([value], i) => i < SHOWN || wanted.has(value));
    tally.textContent = `(${values.length})`;
    list.replaceChildren(...shown.map(([value, count]) => facetRow(view, facet, value, count, rows)));
    more.hidden = values.length <= SHOWN;
    more.textContent = open ? "Show fewer" : `Show all ${values.length}`;
    node.hidden = values.length === 0;
  }
  return { node, update };
}

// Rows are kept, so that the checkbox with the focus is still there after it was used.
function facetRow(view, facet, value, count, rows) {
  let row = rows.get(value);
  if (!row) {
    const box = el("input", { type: "checkbox", onchange: () => view.toggle(facet.key, value) });
    const number = el("span.im-number", {});
    const label = el("span.im-facet-label", {}, value === null ? facet.none : facet.label(value));
    const node = el("li", {}, el("label", {}, box, facet.picture(value), label, number));
    row = { node, box, number };
    rows.set(value, row);
  }
  row.box.checked = view.filters[facet.key].has(value);
  row.number.textContent = count.toLocaleString("en");
  row.node.classList.toggle("im-zero", count === 0);
  return row.node;
}
