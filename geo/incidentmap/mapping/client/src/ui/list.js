// The list: every incident that matches, from the newest, also those without a place. Only what is in sight exists.
import { formatInterval } from "../data/time.js";
import { styleOf } from "../look.js";
import { el, foreign, plural } from "./dom.js";
import { glyphIcon, lookIcon } from "./icons.js";
import { say } from "./say.js";
import { notPlaced } from "./words.js";

const ROW = 76; // pixels; the style sheet says the same
const SPARE = 6;
const LONGEST = 160;

export function incidentList(view, { openDetail }) {
  const rowsNode = el("div.im-rows", { role: "presentation" });
  const scroller = el(
    "div.im-scroller",
    { tabindex: "0", role: "listbox", "aria-label": "Incidents, from the newest", id: "im-list" },
    rowsNode,
  );
  const context = el("div.im-context", { hidden: true });
  const empty = el("div.im-empty", { hidden: true });
  const node = el("section.im-list", { "aria-label": "Incidents" }, context, empty, scroller);
  let active = 0; // the place in the list that the keyboard is at
  let first = -1;
  let last = -1;

  function draw(force = false) {
    const rows = view.listed;
    const from = Math.max(0, Math.floor(scroller.scrollTop / ROW) - SPARE);
    const to = Math.min(rows.length, Math.ceil((scroller.scrollTop + scroller.clientHeight) / ROW) + SPARE);
    if (!force && from === first && to === last) return;
    [first, last] = [from, to];
    rowsNode.style.height = `${rows.length * ROW}px`;
    const nodes = [];
    rows.want(from, to);
    for (let at = from; at < to; at++) if (rows.at(at) >= 0) nodes.push(rowNode(view, rows.at(at), at, at === active, rows.length));
    rowsNode.replaceChildren(...nodes);
    const here = rows.length && active >= from && active < to;
    if (here) scroller.setAttribute("aria-activedescendant", `im-row-${active}`);
    else scroller.removeAttribute("aria-activedescendant");
  }

  function goTo(at) {
    active = Math.max(0, Math.min(view.listed.length - 1, at));
    const top = active * ROW;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + ROW > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = top + ROW - scroller.clientHeight;
    draw(true);
  }

  function refresh({ arrived = false } = {}) {
    const rows = view.listed;
    const chosen = rows.indexOf(view.selected);
    active = chosen < 0 && arrived ? Math.max(0, Math.min(active, rows.length - 1)) : Math.max(0, chosen);
    scroller.hidden = rows.length === 0;
    explainEmpty(view, empty);
    explainScope(view, context);
    rowsNode.style.height = `${rows.length * ROW}px`;
    if (!arrived) scroller.scrollTop = 0;
    draw(true);
  }

  scroller.addEventListener("scroll", () => draw());
  new ResizeObserver(() => draw(true)).observe(scroller);
  scroller.addEventListener("keydown", (event) => {
    const page = Math.max(1, Math.floor(scroller.clientHeight / ROW) - 1);
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[event.key];
    if (move !== undefined) goTo(active + move);
    else if (event.key === "Enter" || event.key === " ") choose(active);
    else return;
    event.preventDefault();
  });
  rowsNode.addEventListener("click", (event) => {
    const row = event.target.closest("[data-at]");
    if (row) choose(Number(row.dataset.at));
  });
  function choose(at) {
    if (view.listed.at(at) < 0) return;
    active = at;
    view.select(view.listed.at(at), { move: true });
    openDetail();
  }
  view.on("filter", refresh);
  view.on("scope", () => refresh());
  view.on("sort", () => refresh());
  view.on("rows", () => draw(true));
  view.on("select", (row) => {
    const at = view.listed.indexOf(row);
    if (row >= 0 && at >= 0) goTo(at);
    else draw(true);
  });
  refresh();
  return { node, focus: () => scroller.focus({ preventScroll: true }), redraw: () => draw(true) };
}

function rowNode(view, row, at, isActive, total) {
  const line = view.incidents.line(row);
  const placed = view.incidents.mark[row] !== 0;
  return el(
    `div.im-row${isActive ? ".im-active" : ""}${row === view.selected ? ".im-selected" : ""}`,
    {
      role: "option", id: `im-row-${at}`, "data-at": at, "aria-selected": row === view.selected ? "true" : "false",
      "aria-posinset": at + 1, "aria-setsize": total,
    },
    glyphIcon(styleOf(line.type), 20),
    el(
      "div.im-row-text", {},
      el("div.im-row-top", {}, el("strong", {}, foreign(cut(line.subType ?? line.type ?? "Type not given"))),
        el("time", {}, formatInterval(line.start, line.end))),
      placed
        ? el("div.im-row-place", {}, lookIcon(line.look, 15, line), foreign(cut(line.place ?? line.placeName ?? "")))
        : el("div.im-row-place", {}, lookIcon(0, 15), foreign(cut(line.place ?? "No place given"))),
      placed
        ? el("div.im-row-summary", {}, foreign(cut(line.summary ?? "")))
        : el("div.im-row-summary", {}, ...say(notPlaced({ reason: line.reason && cut(line.reason) }))),
    ),
  );
}

const cut = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

function explainEmpty(view, node) {
  node.hidden = view.listed.length > 0;
  if (node.hidden) return;
  if (view.loading) node.replaceChildren(el("p", {}, "Loading incidents…"));
  else if (view.incidents.count === 0 && !view.config.dataUrl) {
    node.replaceChildren(
      el("p", {}, el("strong", {}, "There are no incidents in this set.")),
      el("p", {}, "What it was made from was empty, or held nothing that could be read as an incident."),
    );
  } else if (view.active === 0 && !view.scope) {
    node.replaceChildren(el("p", {}, "No incidents in this part of the map and this time. Zoom out, or widen the time."));
  } else {
    node.replaceChildren(
      el("p", {}, "No incident matches these filters."),
      el("button.im-button.im-strong", { type: "button", onclick: () => view.clearFilters() }, "Clear filters"),
    );
  }
}

function explainScope(view, node) {
  const { scope } = view;
  node.hidden = !scope;
  if (!scope) return;
  const lost = [...scope].every((row) => view.incidents.mark[row] === 0);
  const count = plural(view.listed.length, "incident");
  node.replaceChildren(
    el("span", {}, lost ? `${count} without a place` : `${count} in this place`),
    el("button.im-link", { type: "button", onclick: () => view.setScope(null) }, "Show all"),
  );
}
