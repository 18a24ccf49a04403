// The whole page: it puts header, filters, map, list, detail and time around the map, and binds them together.
import { L } from "./leaflet.js";
import { BaseLayer, decodeBase } from "./map/base.js";
import { interact } from "./map/interact.js";
import { boxOf, MarksLayer } from "./map/marks.js";
import { served } from "./served.js";
import { detailPanel } from "./ui/detail.js";
import { clipped, el, narrow } from "./ui/dom.js";
import { filterPanel } from "./ui/filters.js";
import { counts, header } from "./ui/header.js";
import { legend } from "./ui/legend.js";
import { startLanguage } from "./ui/language.js";
import { incidentList } from "./ui/list.js";
import { sheet } from "./ui/sheet.js";
import { Theme } from "./ui/theme.js";
import { timeline } from "./ui/timeline.js";
import { toolbar } from "./ui/toolbar.js";
import { CREDIT, UNVERIFIED } from "./ui/words.js";
import { View } from "./view.js";

export const readJson = (id) => JSON.parse(document.getElementById(id).textContent);

/** Start the page on a Leaflet map; the ids are of the elements that hold the data. Returns the layer of marks. */
export function start(map, dataId, baseId, configId) {
  const app = map.getContainer().closest(".im-app");
  const stage = app.querySelector(".im-stage");
  const payload = readJson(dataId);
  const base = decodeBase(readJson(baseId));
  const config = readJson(configId);
  startLanguage(config.language);
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
  };
  view.on("filter", () => marks.repaint());
  view.on("select", () => marks.repaint());
  view.on("scope", () => marks.repaint());
  view.on("marks", () => marks.repaint());
  map.on("moveend", () => view.setBox(boxOf(map)));
  interact(map, marks, view, ui.cover);
  watchTiles(map, marks);
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
  map.invalidateSize({ animate: false });
  fit(map, view.config.bounds);
  if (view.config.dataUrl) stage.firstElementChild.append(served(map, view));
  announceReady(view);
  return marks;
}

function build(map, app, stage, view, theme, base) {
  const panel = el("div.im-panel", {});
  const list = incidentList(view, { openDetail: () => showDetail(true) });
  const back = () => {
    view.select(-1);
    list.focus();
  };
  const detail = detailPanel(view, { back });
  panel.append(list.node, detail.node);
  const time = timeline(view, theme);
  const toggleFilters = (force) => {
    const open = typeof force === "boolean" ? force : !app.classList.contains("im-filtering");
    app.classList.toggle("im-filtering", open);
    top.filters.setAttribute("aria-expanded", String(open));
    if (open && overlaid()) app.querySelector(".im-filters input")?.focus();
  };
  const listUnplaced = () => view.openUnplaced();
  const lower = sheet(counts(view, listUnplaced), time.node, panel);
  const top = header(view, theme, { toggleFilters: () => toggleFilters(), listUnplaced });
  const filters = filterPanel(view, { close: () => (toggleFilters(false), top.filters.focus()) });
  top.filters.setAttribute("aria-controls", filters.id);
  const tools = toolbar();
  stage.querySelector(".im-map").append(legend(view, base, map), tools.node);
  stage.append(notice(view));
  app.prepend(top.node, filters);
  app.append(lower.node);
  toggleFilters(!overlaid());

  function showDetail(focus) {
    if (focus) detail.focus();
  }
  view.on("select", (row) => {
    list.node.hidden = row >= 0;
    if (row >= 0 && narrow() && lower.stop === "peek") lower.set("half");
    if (row < 0) list.redraw();
  });
  view.on("opened", () => narrow() && lower.set("half"));
  app.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (overlaid() && app.classList.contains("im-filtering")) {
      toggleFilters(false);
      top.filters.focus();
    } else if (view.held !== null) back();
    else if (view.scope) view.setScope(null);
    else if (narrow()) lower.set("peek");
  });
  return {
    dress: () => (top.dress(), time.paint()),
    // The sheet's height as it will be, not as it is on the way there.
    cover: () => (narrow() && lower.stop !== "peek" ? Math.max(0, stage.offsetHeight - app.offsetHeight * 0.44) : 0),
  };
}

/** Whether the filters lie over the map instead of beside it. */
const overlaid = () => window.matchMedia("(max-width: 1279px)").matches;

function notice(view) {
  const { config } = view;
  return el("footer.im-notice", {},
    el("strong", {}, UNVERIFIED), " ", CREDIT,
    ...config.attribution.map((line) => el("span", {}, " ", clipped(line), ".")),
    config.notice && el("span.im-own-notice", {}, " ", clipped(config.notice)),
    config.tiles && el("span", {}, " The online map, when you switch it on, asks its server for pictures of what you look at."));
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

function fit(map, bounds) {
  if (!bounds) {
    map.setView([25, 15], 2, { animate: false });
    return;
  }
  const [west, south, east, north] = bounds;
  map.fitBounds([[south, west], [north, east]], {
    paddingTopLeft: [36, narrow() ? 110 : 36],
    paddingBottomRight: [36, 36],
    maxZoom: 11,
    animate: false,
  });
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
  if (!view.config.dataUrl) ready();
  else view.on("data", ready);
}
