// The panel of one incident: where the reader is in the list, and everything that made the incident's mark.
import { detail } from "./detail_record.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { number, t } from "../words/index.js";

/** `showMap` is called when the reader asks to see the incident on the map, before the map moves. */
export function detailPanel(view, { back, base, theme, showMap }) {
  const body = el("div.im-detail-body", { tabindex: "-1" });
  const step = (by) => {
    const { listed } = view;
    const at = listed.indexOf(view.selected);
    const row = at < 0 || at + by < 0 || at + by >= listed.length ? -1 : listed.at(at + by);
    if (row >= 0) view.select(row, { move: true });
  };
  const turn = (key, picture, by) =>
    el("button.im-button", { type: "button", "aria-label": t(key), title: t(key), onclick: () => step(by) }, icon(picture, 16));
  const before = turn("detail.newer", "back", -1);
  const after = turn("detail.older", "next", 1);
  const place = el("span.im-meta", {});
  const show = el("button.im-link.im-reveal", { type: "button" }, t("detail.show"));
  show.addEventListener("click", () => {
    showMap?.();
    view.emit("reveal", view.selected);
  });
  const node = el(
    "section.im-detail", { "aria-label": t("detail.label"), hidden: true },
    el("div.im-panel-head", {}, el("button.im-button.im-back", { type: "button", onclick: back }, icon("back", 16), t("detail.all")), place, before, after),
    body,
  );
  let small = null; // the small map that is shown
  let tellHidden = () => {};
  const count = () => {
    if (view.held === null) return;
    const { listed } = view;
    const at = listed.indexOf(view.selected);
    place.textContent = at < 0 ? "" : t("detail.place", { at: number(at + 1), all: number(listed.length) });
    before.disabled = at <= 0;
    after.disabled = at < 0 || at >= listed.length - 1;
  };
  view.on("select", (row) => {
    node.hidden = row < 0;
    small = null;
    if (row < 0) return;
    const { incidents } = view;
    const shape = incidents.shapes?.[incidents.shape[row]] ?? null;
    const record = incidents.record(row);
    if (!record) { // its server has not sent it yet
      body.replaceChildren(el("p", {}, t("remote.loading")));
      return;
    }
    const hidden = el("p.im-hidden-one", { role: "note" }, t("detail.hidden"), " ",
      el("button.im-link", { type: "button", onclick: () => view.clearFilters() }, t("detail.clear")));
    tellHidden = () => (hidden.hidden = !isFilteredOut(row));
    tellHidden();
    const shown = detail(record, { base, shape, colours: () => theme.colours, placed: incidents.mark[row] ? show : null });
    small = shown.mini;
    body.replaceChildren(hidden, ...shown.nodes);
    small?.paint();
    body.scrollTop = 0;
    count();
  });
  // A server does not say of each incident whether it matches.
  const isFilteredOut = (row) => view.active > 0 && view.result.rows !== null && !view.result.rows.includes(row);
  view.on("filter", () => (count(), view.selected >= 0 && tellHidden()));
  view.on("scope", count);
  view.on("sort", count);
  return { node, focus: () => body.focus({ preventScroll: true }), dress: () => small?.paint() };
}
