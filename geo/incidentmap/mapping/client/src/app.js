// The whole page: it puts header, filters, map, list, detail and time around the map, and binds them together.
import { readBlock } from "./data/blocks.js";
import { readWords } from "./words/block.js";
import { L } from "./leaflet.js";
import { BaseLayer } from "./map/base.js";
import { decodeBase } from "./map/decode.js";
import { fitAll } from "./map/fit.js";
import { instruments } from "./map/instruments.js";
import { interact } from "./map/interact.js";
import { boxOf, MarksLayer } from "./map/marks.js";
import { served } from "./served.js";
import { areaDrawing } from "./map/draw.js";
import { chipRow } from "./ui/chips.js";
import { permalink } from "./share/permalink.js";
import { printing } from "./share/print.js";
import { shareMenu } from "./share/share.js";
import { quietStatus } from "./share/status.js";
import { notice } from "./ui/about.js";
import { detailPanel } from "./ui/detail.js";
import { el, narrow } from "./ui/dom.js";
import { filterPanel } from "./ui/filters.js";
import { counts, header } from "./ui/header.js";
import { legend } from "./ui/legend.js";
import { startLanguage } from "./ui/language.js";
import { incidentList } from "./ui/list.js";
import { overlaid, panels } from "./ui/panels.js";
import { sheet } from "./ui/sheet.js";
import { storyCard } from "./ui/story.js";
import { Theme } from "./ui/theme.js";
import { timeline } from "./ui/timeline/index.js";
import { toolbar } from "./ui/toolbar.js";
import { sayUnreadable } from "./unreadable.js";
import { t } from "./words/index.js";
import { View } from "./view.js";

/** Start the page on a Leaflet map; the ids are of the elements that hold the data. */
export async function start(map, ...ids) {
  const app = map.getContainer().closest(".im-app");
  try {
    const [payload, world, config] = await Promise.all([...ids.map(readBlock), readWords()]);
    app.querySelector(".im-waiting")?.remove();
    open(map, app, payload, world, config);
  } catch (error) {
    sayUnreadable(app, error);
  }
}

function open(map, app, payload, world, config) {
  const stage = app.querySelector(".im-stage");
  startLanguage(config.language);
  const base = decodeBase(world); // whose names are in the page's language
  const view = new View(config);
  if (!view.config.dataUrl) view.setPayloads([payload]);

  const theme = new Theme(app);
  const baseLayer = new BaseLayer(base, theme.colours).addTo(map);
  const marks = new MarksLayer(view, base, theme.colours).addTo(map);
  const ui = build(map, app, stage, view, theme, base);
  theme.changed = () => {
    baseLayer.colours = marks.colours = theme.colours;
    baseLayer.repaint();
    marks.repaint();
    ui.dress();
    tool.dress();
  };
  view.on("filter", () => marks.repaint());
  view.on("select", () => marks.repaint());
  view.on("scope", () => marks.repaint());
  view.on("marks", () => marks.repaint());
  map.on("moveend", () => view.setBox(boxOf(map)));
  const hand = interact(map, marks, view, ui.cover);
  const tool = instruments({ map, marks, view, theme, tools: ui.tools, hand, cover: ui.cover });
  watchTiles(map, marks);
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
  map.invalidateSize({ animate: false });
  ui.link.start();
  if (!config.bounds && config.total > 0) ui.tell([t("list.lost", { count: config.total })]); // an empty map is not an empty set
  if (view.config.dataUrl) ui.messages.prepend(served(map, view));
  announceReady(view);
}

function build(map, app, stage, view, theme, base) {
  const tree = () => view.engine.tree ?? new Map();
  const listUnplaced = () => view.openUnplaced();
  const top = header(view, theme, {
    toggleFilters: () => toggleFilters(!sides.state.filters),
    toggleList: () => sides.set({ list: !sides.state.list }),
    listUnplaced,
  });
  const sides = panels(app, () => top);
  const chips = chipRow(view, { tree, home: () => top.filters });
  const panel = el("div.im-panel", { id: "im-panel" });
  const list = incidentList(view, {
    openDetail: () => detail.focus(),
    why: { chips: chips.chips, helps: (chip) => (chip.without && view.result.without?.(chip.without)) ?? null, clear: chips.clearAll },
  });
  const back = () => {
    view.select(-1);
    list.focus();
  };
  const detail = detailPanel(view, { back, base, theme, showMap: () => narrow() && lower.stop === "full" && lower.set("half") });
  panel.append(list.node, detail.node);
  const time = timeline(view, theme);
  const lower = sheet(counts(view, listUnplaced), time.node, panel);
  const tools = toolbar();
  const draw = areaDrawing(map, view, theme, tools, { begin: makeRoom });
  const filters = filterPanel(view, { close: closeFilters, clear: chips.clearAll, tree, draw });
  top.filters.setAttribute("aria-controls", filters.id);
  stage.querySelector(".im-map").append(legend(view, base, map), tools.node);
  storyCard(map, view, top, stage.querySelector(".im-map"), () => theme.colours);
  stage.append(notice(view));
  const told = quietStatus();
  const messages = el("div.im-messages", {}, told.node); // one below the other, so that none lies over another's button
  stage.querySelector(".im-map").append(messages);
  const link = permalink(view, map, { fitAll: () => fitAll(map, view.config.bounds, { animate: false }), tell: told.tell });
  top.tools.append(shareMenu(view, map, theme, { link, tell: told.tell }));
  printing(view, map);
  const above = el("div.im-top", {}, top.node, chips.node);
  app.prepend(skipLink(showList), above, filters);
  app.append(lower.node);
  new ResizeObserver(() => app.style.setProperty("--im-above", `${above.offsetHeight}px`)).observe(above);
  sides.apply();

  function toggleFilters(open) {
    sides.set({ filters: open });
    if (open && overlaid()) filters.querySelector("summary").focus();
  }
  function closeFilters() {
    toggleFilters(false);
    top.filters.focus();
  }
  /** What lies over the map goes away from it. */
  function makeRoom() {
    if (overlaid()) sides.set({ filters: false });
    if (narrow()) lower.set("peek");
  }
  function showList() {
    view.select(-1);
    unfold();
    list.focus();
  }
  function unfold() {
    if (!sides.state.list) sides.set({ list: true });
    if (narrow() && lower.stop === "peek") lower.set("half");
  }
  view.on("select", (row) => {
    list.node.hidden = row >= 0;
    if (row >= 0) unfold();
    else list.redraw();
  });
  view.on("opened", unfold);
  window.matchMedia("(max-width: 640px)").addEventListener("change", ({ matches }) => matches && view.selected >= 0 && unfold());
  app.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (overlaid() && sides.state.filters) closeFilters();
    else if (view.held !== null) back();
    else if (view.scope) view.setScope(null);
    else if (narrow()) lower.set("peek");
  });
  return {
    link,
    tell: told.tell,
    messages,
    tools,
    dress: () => (top.dress(), time.paint(), draw.repaint(), detail.dress()),
    // The sheet's height as it will be, not as it is on the way there.
    cover: () => (narrow() && lower.stop !== "peek" ? Math.max(0, stage.offsetHeight - app.offsetHeight * 0.44) : 0),
  };
}

/** The first link of the page. It leads to the list without leaving a trace in the address, which is the page's state. */
function skipLink(showList) {
  return el("a.im-skip", { href: "#im-list", onclick: (event) => (event.preventDefault(), showList()) }, t("filters.skip"));
}

/** Names are left out while an online map, which has its own, covers the base. */
function watchTiles(map, marks) {
  const update = () => {
    marks.covered = false;
    map.eachLayer((layer) => (marks.covered ||= layer instanceof L.TileLayer));
    marks.repaint();
  };
  map.on("layeradd layerremove", (event) => event.layer instanceof L.TileLayer && update());
}

/** Tell who waits for it that the page has been drawn with its data. */
function announceReady(view) {
  const ready = () =>
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        window.__incidentmap_ready = performance.now();
        document.documentElement.dataset.ready = "true";
      }),
    );
  let waiting = Boolean(view.config.dataUrl);
  if (!waiting) ready();
  view.on("filter", () => {
    if (!waiting || view.loading) return;
    waiting = false;
    ready();
  });
}
