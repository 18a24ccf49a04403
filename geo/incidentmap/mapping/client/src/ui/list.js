// The list: every incident that matches, also those without a place. Only what is in sight exists as nodes.
import { t } from "../words/index.js";
import { el } from "./dom.js";
import { arrange } from "./filters-facet.js";
import { explainEmpty, explainScope, listHead, orderSaid } from "./list-head.js";
import { placeRow, rowNode } from "./list-row.js";
import { Scroll } from "./list-scroll.js";
import { Sizes } from "./size.js";

const ROW = 76; // pixels; the style sheet says the same
const SPARE = 6;
const SETTLE_MS = 160;

/** `why` is for an empty list: `{chips(), helps(chip), clear()}`. */
export function incidentList(view, { openDetail, why }) {
  const slab = el("div.im-slab", { role: "presentation" });
  const strip = el("div.im-rows", { role: "presentation" }, slab);
  const scroller = el("div.im-scroller", { tabindex: "0", role: "listbox", id: "im-list" }, strip);
  const context = el("div.im-context", { hidden: true });
  const empty = el("div.im-empty", { hidden: true });
  const head = listHead(view);
  const node = el("section.im-list", { "aria-label": t("list.title") }, head.node, context, empty, scroller);
  const scroll = new Scroll();
  let active = 0; // the place in the list that the keyboard is at
  let drawn = null;
  let rows = new Map(); // the nodes that are drawn, by row
  const sizes = new Sizes(() => (measure(), draw(true)));
  let settling;

  function draw(force = false) {
    const { length } = view.listed;
    const screen = sizes.of(scroller).height;
    const from = Math.max(0, Math.floor(scroll.at / ROW) - SPARE);
    const to = Math.min(length, Math.ceil((scroll.at + screen) / ROW) + SPARE);
    head.update(Math.round(scroll.at / ROW), Math.max(1, Math.round((scroll.at + screen) / ROW)));
    // Where the strip stands for more than itself, the slab is put where the screen is.
    slab.style.transform = `translateY(${scroll.top - scroll.at + from * ROW}px)`;
    if (!force && drawn?.from === from && drawn.to === to) return;
    drawn = { from, to };
    view.listed.want(from, to);
    const nodes = [];
    const kept = new Map();
    for (let place = from; place < to; place++) {
      const row = view.listed.at(place);
      const node = (row >= 0 && rows.get(row)) || rowNode(view, row);
      if (row >= 0) kept.set(row, node);
      placeRow(node, { place, active: place === active, selected: row >= 0 && row === view.selected, total: length });
      nodes.push(node);
    }
    rows = kept;
    arrange(slab, nodes);
    markHovered();
    const here = length > 0 && active >= from && active < to;
    if (here) scroller.setAttribute("aria-activedescendant", `im-row-${active}`);
    else scroller.removeAttribute("aria-activedescendant");
  }

  // Setting it makes the browser lay the page out, even where nothing moves.
  const scrollTo = (at) => {
    const before = scroll.top;
    if (scroll.goTo(at) !== before) scroller.scrollTop = scroll.top;
  };

  function measure() {
    strip.style.height = `${scroll.resize(view.listed.length * ROW, sizes.of(scroller).height)}px`;
  }

  const screen = () => scroller.clientHeight;

  function goTo(place) {
    active = Math.max(0, Math.min(view.listed.length - 1, place));
    const top = active * ROW;
    if (top < scroll.at) scrollTo(top);
    else if (top + ROW > scroll.at + screen()) scrollTo(top + ROW - screen());
    draw(true);
  }

  function refresh({ arrived = false } = {}) {
    const { listed } = view;
    const chosen = view.selected < 0 ? -1 : listed.indexOf(view.selected);
    active = chosen < 0 && arrived ? Math.max(0, Math.min(active, listed.length - 1)) : Math.max(0, chosen);
    scroller.hidden = listed.length === 0;
    scroller.setAttribute("aria-label", t("list.label", { order: orderSaid(view) }));
    const lost = !empty.hidden && empty.contains(document.activeElement);
    explainEmpty(view, empty, why);
    explainScope(view, context);
    measure();
    if (!arrived) scrollTo(0);
    draw(true);
    // What was pressed to get out of an empty list is gone now.
    if (lost && empty.hidden) scroller.focus({ preventScroll: true });
  }

  scroller.addEventListener("scroll", () => {
    scroll.moved(scroller.scrollTop);
    draw();
    clearTimeout(settling);
    settling = setTimeout(() => (scrollTo(scroll.at), draw()), SETTLE_MS);
  });
  scroller.addEventListener("keydown", (event) => {
    const page = Math.max(1, Math.floor(scroller.clientHeight / ROW) - 1);
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[event.key];
    if (move !== undefined) {
      goTo(active + move);
      view.hover(view.listed.at(active));
    } else if (event.key === "Enter" || event.key === " ") choose(active);
    else return;
    event.preventDefault();
  });
  slab.addEventListener("click", (event) => {
    const row = event.target.closest("[data-at]");
    if (row) choose(Number(row.dataset.at));
  });
  slab.addEventListener("pointerover", (event) => {
    const row = Number(event.target.closest("[data-row]")?.dataset.row ?? -1);
    if (event.pointerType === "mouse") view.hover(row);
  });
  slab.addEventListener("pointerleave", () => view.hover(-1));

  function markHovered() {
    for (const row of slab.children) row.classList.toggle("im-hovered", view.hovered >= 0 && Number(row.dataset.row) === view.hovered);
  }

  function choose(place) {
    const row = view.listed.at(place);
    if (place >= view.listed.length || row < 0) return;
    active = place;
    view.select(row, { move: true });
    openDetail();
  }
  view.on("hover", markHovered);
  view.on("data", () => rows.clear());
  view.on("filter", refresh);
  view.on("scope", () => refresh());
  view.on("sort", () => refresh());
  view.on("rows", () => refresh({ arrived: true }));
  view.on("select", (row) => {
    const place = row < 0 ? -1 : view.listed.indexOf(row);
    if (place >= 0) goTo(place);
    else draw(true);
  });
  refresh();
  return {
    node,
    focus: () => scroller.focus({ preventScroll: true }),
    // The panel was hidden meanwhile and could not be scrolled.
    redraw: () => ((scroller.scrollTop = scroll.goTo(scroll.at)), draw(true)),
  };
}
