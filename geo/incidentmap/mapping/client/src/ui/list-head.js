// What stands above the list: what is listed, in which order, the group that it keeps to; and why it is empty.
import { number, t } from "../words/index.js";
import { asText } from "./filters-words.js";
import { el } from "./dom.js";

const ORDERS = ["newest", "oldest", "view"];

/** The line that says what is in sight, with the choice of an order. */
export function listHead(view) {
  const said = el("span.im-range-said", {});
  const order = el("select.im-select.im-order", { "aria-label": t("list.sort") },
    ...ORDERS.map((key) => el("option", { value: key }, t(`list.${key}`))));
  order.addEventListener("change", () => view.setSort(order.value));
  const node = el("div.im-list-head", {}, el("h2.im-unseen", {}, t("list.title")), said, order);
  /** Rows `from` to `to` are in sight; of none, there is nothing to say. */
  const update = (from, to) => {
    const total = view.listed.length;
    node.hidden = total === 0;
    order.value = view.sort;
    said.textContent = t("list.range", {
      from: number(Math.min(from + 1, total)), to: number(Math.min(to, total)), total: view.listed.guessed ? "…" : number(total),
    });
  };
  return { node, update };
}

export const orderSaid = (view) => t(`list.${view.sort}Said`);

/** Say that the list keeps to a group, and how to leave it. */
export function explainScope(view, node) {
  node.hidden = !view.scope;
  if (!view.scope) return;
  node.replaceChildren(
    el("span", {}, view.listed.guessed ? "…" : t(`list.${view.scopeKind}`, { count: view.listed.length })),
    el("button.im-link", { type: "button", onclick: () => view.setScope(null) }, t("list.all")),
  );
}

/** Say why nothing is listed; `chips` tells what is on, `helps` how many there would be without each. */
export function explainEmpty(view, node, { chips, helps, clear }) {
  node.hidden = view.listed.length > 0;
  if (node.hidden) return;
  if (view.loading) node.replaceChildren(el("p", {}, t(view.lost ? "list.notLoaded" : "list.loading")));
  else if (view.active > 0 || view.scope) node.replaceChildren(...noMatch(view, { chips, helps, clear }));
  else if (view.engine.totals.incidents > 0) node.replaceChildren(el("p", {}, t("list.nothingHere")));
  else node.replaceChildren(el("p", {}, el("strong", {}, t("list.none"))), el("p", {}, t("list.noneWhy")));
}

function noMatch(view, { chips, helps, clear }) {
  const single = chips()
    .map((chip) => ({ chip, count: helps(chip) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  const known = view.active > 1 && chips().every((chip) => helps(chip) !== null);
  return [
    el("p", {}, el("strong", {}, t("list.noMatch"))),
    single.length > 0 && view.active > 1 && el("p", {}, t("list.helps")),
    single.length > 0 && view.active > 1 && el("ul.im-helps", {},
      ...single.map(({ chip, count }) =>
        el("li", {}, el("button.im-link", { type: "button", onclick: () => view.setFilter(chip.off) },
          t("list.without", { what: asText(chip.words), count }))))),
    known && single.length === 0 && el("p", {}, t("list.noSingle")),
    el("button.im-button.im-strong", { type: "button", onclick: clear }, t("list.clear")),
  ].filter(Boolean);
}
