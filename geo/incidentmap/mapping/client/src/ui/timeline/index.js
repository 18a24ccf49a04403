// Time: a histogram that can be zoomed, with a brush that filters. The brush is what is chosen, the zoom what is seen.
import { NONE } from "../../data/columns.js";
import { formatSpan } from "../../data/time.js";
import { t } from "../../words/index.js";
import { el } from "../dom.js";
import { icon } from "../icons.js";
import { Sizes } from "../size.js";
import { axisLabels, barDays } from "./bins.js";
import { pointerBrush } from "./brush.js";
import { playControls, undatedToggle, zoomControls } from "./controls.js";
import { dateWindow } from "./dates.js";
import { TimeModel } from "./model.js";
import { paintChart, paintOverview } from "./paint.js";
import { pointerZoom } from "./pan.js";
import { Player } from "./play.js";
import { barText, keyText } from "./says.js";
import { sliders } from "./sliders.js";
import { firstSpan, nextSpan } from "./spans.js";

const QUIET_MS = 500; // after a change, before it is said
const READING_MS = 4000; // what a finger pointed at stays to be read

export function timeline(view, theme) {
  const model = new TimeModel();
  const count = (edges) => view.result.histogram(edges);
  let pointed = -1; // the bar under the pointer or the focus
  let painted = null; // who waits for the next picture
  const sizes = new Sizes(() => paint());

  const canvas = el("canvas.im-histogram", { "aria-hidden": "true" });
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "im-brush");
  svg.setAttribute("aria-hidden", "true");
  const axis = el("div.im-axis", { "aria-hidden": "true" });
  const strip = el("canvas.im-overview", { "aria-hidden": "true", title: t("time.overview") });
  const span = el("button.im-span", { type: "button", "aria-haspopup": "dialog", title: t("time.edit") });
  const reset = el("button.im-link.im-all-dates", { type: "button", "aria-label": t("time.all"), onclick: () => choose(null) },
    el("span", {}, t("time.all")), icon("close", 14));
  const readout = el("div.im-time-readout", { "aria-hidden": "true" });
  const summary = el("div.im-unseen", { role: "status" });
  const more = el("button.im-button.im-time-button.im-time-more", { type: "button", "aria-label": t("time.more"), "aria-haspopup": "dialog" }, icon("more", 18));

  const ends = sliders(model, view, {
    change: (a, b) => chooseWithin([a, b]),
    focused: (bar) => point(bar),
  });
  const chart = el("div.im-chart", {
    tabindex: "0", role: "group", "aria-label": t("time.chart"), "aria-describedby": "im-time-keys", title: t("time.scale"),
  }, canvas, svg, ...ends.nodes, el("span.im-unseen", { id: "im-time-keys" }, t("time.chartKeys")));
  const player = new Player({ advance, changed: () => play.draw() });
  const play = playControls(player, { setCumulative });
  const zoom = zoomControls(zoomBy, () => look(model.whole));
  const undated = undatedToggle(view);
  const dates = dateWindow(model, view, choose);
  for (const button of [span, more]) button.addEventListener("click", () => (player.stop(), dates.open()));
  const head = el("div.im-time-head", {}, el("div.im-time-said", {}, span, reset, readout), play.main);
  const body = el("div.im-time-body", {}, chart, axis, strip);
  const node = el("section.im-time", { "aria-label": t("time.panel") }, head, body, dates.node, summary);

  // What has no room beside the chart is in the window of dates: on a phone all but stepping and playing.
  const tight = window.matchMedia("(max-width: 1180px)");
  const phone = window.matchMedia("(max-width: 640px)");
  function arrange() {
    const inside = [tight.matches && play.pace, play.repeatLabel, phone.matches && zoom.node, phone.matches && undated.node];
    dates.extras.append(...inside.filter(Boolean));
    head.append(...[play.pace, zoom.node, undated.node].filter((part) => !inside.includes(part)), more);
  }

  /** Choose a span of days; null, and one that holds all days there are, is all dates. */
  function choose(wanted) {
    const all = !wanted || (wanted[0] <= model.reach[0] && wanted[1] >= model.reach[1]);
    view.setFilter({ span: all ? null : wanted });
  }

  // By pointer and slider, a span stays on the chart.
  function chooseWithin([a, b]) {
    const [low, high] = model.whole;
    choose([Math.max(low, Math.min(a, high - 1)), Math.min(high - 1, Math.max(b, low))]);
  }

  /** Show a part of time. */
  function look(window) {
    if (!model.bins) return;
    model.setWindow(window);
    redraw();
  }

  function zoomBy(factor) {
    const chosen = view.filters.span;
    const middle = chosen && (chosen[0] + chosen[1] + 1) / 2;
    const seen = middle !== null && middle > model.window[0] && middle < model.window[1];
    model.zoom(factor, seen ? middle : undefined);
    redraw();
  }

  function setCumulative(on) {
    const chosen = view.filters.span;
    if (!chosen || !model.bins) return;
    if (on) choose([model.reach[0], chosen[1]]);
    else choose(nextSpan(null, { unit: model.unit, reach: model.reach, from: Math.min(chosen[1], model.reach[1]) }));
  }

  /** One step of playing; a promise that holds when it is painted, or null at the end. */
  function advance(by, starting) {
    if (!model.bins) return null;
    const { reach, unit, window } = model;
    // While it plays, no span is the end of it: all has been shown.
    const chosen = view.filters.span ?? (player.playing && !starting ? reach : null);
    const from = Math.min(reach[1], Math.max(reach[0], Math.floor(window[0])));
    const how = { by, cumulative: play.cumulative(), unit, reach, from };
    let next = nextSpan(chosen, how);
    if (!next && by > 0 && (starting || (player.playing && play.repeat()))) {
      next = how.cumulative ? nextSpan(null, { ...how, from: reach[0] }) : firstSpan(chosen, reach);
    }
    if (!next) return null;
    if (model.reveal(next)) lookAgain();
    return new Promise((resolve) => {
      painted = resolve;
      choose(next);
    });
  }

  const tell = ({ lost = false } = {}) => {
    if (!painted || (!lost && (view.loading || view.engine.waiting))) return;
    const done = painted;
    painted = null;
    requestAnimationFrame(() => requestAnimationFrame(done));
  };

  function measure() {
    const reach = view.engine.totals.days;
    body.hidden = !reach;
    for (const part of [play.main, play.pace, zoom.node]) part.hidden = !reach;
    model.setReach(reach);
    model.resize(chart.clientWidth);
    lookAgain();
  }

  // Labels and frame, when another part of time is in sight.
  function lookAgain() {
    if (!model.bins) return;
    pointed = -1;
    axis.replaceChildren(...axisLabels(model.scale).map(({ text, x, level, fixed }) => {
      const label = el(`span${level === 2 ? ".im-major" : ""}${fixed ? ".im-fixed" : ""}`, {}, text);
      label.style.left = `${x}px`;
      return label;
    }));
    node.classList.toggle("im-zoomed", model.zoomed);
    zoom.draw(model);
  }

  function redraw() {
    lookAgain();
    update();
  }

  function update() {
    const missing = view.engine.totals.undated;
    undated.draw(missing);
    reset.hidden = !view.filters.span;
    if (!model.bins) {
      span.textContent = missing ? t("time.none") : "";
      span.disabled = true;
      return;
    }
    span.disabled = false;
    const chosen = view.filters.span;
    span.textContent = formatSpan(...(chosen ?? model.reach));
    node.classList.toggle("im-brushed", Boolean(chosen));
    model.count(count);
    ends.draw();
    paint();
    say();
  }

  function paint() {
    if (!model.shown || !sizes.of(canvas).width) return;
    const { colours } = theme;
    paintChart(canvas, sizes.of(canvas), { model, span: view.filters.span, pointed, marks: marked(view), colours });
    if (sizes.of(strip).width) paintOverview(strip, sizes.of(strip), { model, span: view.filters.span, colours });
    brush.draw();
    read();
  }

  function read() {
    const { bins, counts } = model.shown;
    const hatched = counts.vague.some((n) => n > 0);
    const pointing = pointed >= 0 && pointed < counts.all.length;
    const key = () => [el("span.im-hatch"), keyText(bins.unit)];
    if (pointing) readout.replaceChildren(barText(model, pointed));
    else if (hatched) readout.replaceChildren(...key());
    else readout.replaceChildren(view.filters.span ? "" : t("time.hint"));
    readout.classList.toggle("im-pointing", pointing);
    dates.key.replaceChildren(...(hatched ? key() : []));
    readout.title = readout.textContent;
  }

  let timer;
  function say() {
    clearTimeout(timer);
    if (player.playing) return;
    timer = setTimeout(() => {
      const text = t("time.summary", { span: span.textContent, count: view.result.matched });
      if (summary.textContent !== text) summary.textContent = text;
    }, QUIET_MS);
  }

  function point(bar) {
    if (bar === pointed) return;
    pointed = bar;
    paint();
  }

  const pinch = pointerZoom({ chart, axis, strip }, model, redraw);
  const brush = pointerBrush(svg, model, view, {
    change: (wanted) => (wanted ? chooseWithin(wanted) : choose(null)),
    zoomTo: (bar) => look(barDays(model.bins.edges, bar).map((day, i) => day + i)),
    held: pinch.pinching,
    size: () => sizes.of(svg),
  });
  model.follow = (day) => {
    if (model.reveal([day, day])) redraw();
  };
  const over = (event) => model.bins && point(model.barAt(event.clientX - chart.getBoundingClientRect().left));
  chart.addEventListener("pointermove", over);
  chart.addEventListener("pointerdown", over);
  // A finger that has gone leaves what it pointed at to be read.
  let reading;
  chart.addEventListener("pointerleave", (event) => {
    clearTimeout(reading);
    reading = setTimeout(() => point(-1), event.pointerType === "touch" ? READING_MS : 0);
  });
  chart.addEventListener("pointerenter", () => clearTimeout(reading));
  node.addEventListener("keydown", (event) => {
    if (!model.bins || event.target !== chart || event.ctrlKey || event.metaKey || event.altKey) return;
    const keys = {
      " ": () => player.toggle(),
      ArrowLeft: () => (player.stop(), player.step(-1)),
      ArrowRight: () => (player.stop(), player.step(1)),
      "+": () => zoomBy(0.5), "=": () => zoomBy(0.5), "-": () => zoomBy(2), 0: () => look(model.whole),
    };
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
  view.on("data", () => (measure(), update()));
  view.on("filter", () => (update(), tell()));
  // What is as it was before is not counted anew: its answer brings marks only.
  view.on("marks", () => tell());
  view.on("lost", () => (player.stop(), tell({ lost: true })));
  view.on("select", paint);
  view.on("hover", paint);
  for (const room of [tight, phone]) room.addEventListener("change", arrange);
  new ResizeObserver(() => {
    model.resize(chart.clientWidth);
    redraw();
  }).observe(chart);
  arrange();
  play.draw();
  measure();
  update();
  return { node, paint };
}

/** The intervals to be marked: of what is selected, and of what the pointer is over. */
function marked({ incidents, selected, hovered }) {
  const out = [];
  for (const [row, strong] of [[hovered, false], [selected, true]]) {
    if (!(row >= 0) || (!strong && row === selected)) continue;
    const line = incidents.line(row); // null where a server has not sent it
    if (line && (line.start !== NONE || line.end !== NONE)) out.push({ start: line.start, end: line.end, strong });
  }
  return out;
}
