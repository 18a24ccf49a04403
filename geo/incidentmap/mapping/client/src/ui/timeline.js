// Time: a histogram with a brush. Two range inputs are the brush's ends, so it works without a pointer.
import { binOf, formatDay, makeBins, ticks } from "../data/time.js";
import { el } from "./dom.js";

const EDGE = 11; // half a handle: where the inputs' tracks begin
const HEIGHT = 46;

export function timeline(view, theme) {
  const canvas = el("canvas.im-histogram", { "aria-hidden": "true" });
  const from = el("input.im-range", { type: "range", "aria-label": "From" });
  const to = el("input.im-range", { type: "range", "aria-label": "To" });
  const axis = el("div.im-axis", { "aria-hidden": "true" });
  const label = el("output.im-span", {});
  const reset = el("button.im-link", { type: "button", onclick: () => view.setFilter({ span: null }) }, "All dates");
  const undated = el("input", { type: "checkbox", checked: true, onchange: () => view.setFilter({ undated: undated.checked }) });
  const undatedText = el("span", {});
  const undatedLabel = el("label.im-undated", {}, undated, undatedText);
  const chart = el("div.im-chart", {}, canvas, from, to, axis);
  const node = el("section.im-time", { "aria-label": "Time" }, el("div.im-time-head", {}, label, reset, undatedLabel), chart);
  let bins = null;
  let reach = null; // the first and the last day of the set; bins begin and end with whole months or years

  function measure() {
    reach = view.engine.totals.days;
    chart.hidden = !reach;
    bins = reach && makeBins(reach[0], reach[1]);
    if (!reach) return;
    for (const input of [from, to]) {
      input.min = bins.edges[0];
      input.max = bins.edges.at(-1) - 1;
    }
    drawTicks(axis, bins, chart.clientWidth);
  }

  function update() {
    const missing = undatedCount(view);
    undatedLabel.hidden = missing === 0;
    undatedText.textContent = `undated (${missing.toLocaleString("en")})`;
    undated.checked = view.filters.undated;
    reset.hidden = !view.filters.span;
    if (!bins) {
      label.textContent = missing ? "No incident has a date" : "";
      return;
    }
    const [a, b] = view.filters.span ?? reach;
    from.value = view.filters.span && a > reach[0] ? a : from.min;
    to.value = view.filters.span && b < reach[1] ? b : to.max;
    from.setAttribute("aria-valuetext", formatDay(a));
    to.setAttribute("aria-valuetext", formatDay(b));
    label.textContent = `${formatDay(a)} – ${formatDay(b)}`;
    paint();
  }

  function paint() {
    if (!bins || !canvas.clientWidth) return;
    const { all, own } = view.result.histogram(bins.edges);
    paintBars(canvas, { all, own, edges: bins.edges, span: view.filters.span, colours: theme.colours });
  }

  const change = (a, b) => {
    const [min, max] = reach;
    const span = [Math.max(min, Math.min(a, b, max)), Math.min(max, Math.max(a, b, min))];
    view.setFilter({ span: span[0] <= min && span[1] >= max ? null : span });
  };
  for (const input of [from, to]) {
    input.addEventListener("input", () => change(Number(from.value), Number(to.value)));
    // By key, a step is a bar; with shift, a day.
    input.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
      if (!by || event.shiftKey || !bins) return;
      event.preventDefault();
      const value = Number(input.value);
      const bin = binOf(bins.edges, value + (input === to ? 1 : 0));
      const edge = bins.edges[Math.max(0, Math.min(bins.edges.length - 1, bin + by))];
      if (input === from) change(Math.min(edge, Number(to.value)), Number(to.value));
      else change(Number(from.value), Math.max(edge - 1, Number(from.value)));
    });
  }
  brush(chart, () => bins, view, change);
  view.on("data", () => (measure(), update()));
  view.on("filter", update);
  new ResizeObserver(() => {
    if (bins) drawTicks(axis, bins, chart.clientWidth);
    paint();
  }).observe(chart);
  measure();
  update();
  return { node, paint };
}

const undatedCount = ({ engine }) => engine.totals.undated;

function paintBars(canvas, { all, own, edges, span: chosen, colours }) {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const width = canvas.clientWidth;
  canvas.width = width * ratio;
  canvas.height = HEIGHT * ratio;
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const most = Math.max(1, ...all);
  const [first, last] = [edges[0], edges.at(-1)];
  const x = (day) => EDGE + ((day - first) / (last - first)) * (width - 2 * EDGE);
  // By the square root, so that a quiet month is not nothing beside a loud one.
  const tall = (count) => (count ? Math.max(2.5, Math.sqrt(count / most) * (HEIGHT - 6)) : 0);
  for (let i = 0; i < all.length; i++) {
    const left = x(edges[i]);
    const bar = Math.max(1, x(edges[i + 1]) - left - 1);
    const inside = !chosen || (edges[i + 1] > chosen[0] && edges[i] <= chosen[1]);
    context.fillStyle = colours.baroff;
    context.fillRect(left, HEIGHT - tall(all[i]), bar, tall(all[i]));
    if (!inside) continue;
    context.fillStyle = colours.bar;
    context.fillRect(left, HEIGHT - tall(own[i]), bar, tall(own[i]));
  }
  context.fillStyle = colours.quiet;
  context.fillRect(EDGE, HEIGHT - 1, width - 2 * EDGE, 1);
}

function drawTicks(axis, { edges, unit }, width) {
  const room = Math.max(1, Math.ceil((44 * (edges.length - 1)) / Math.max(1, width - 2 * EDGE)));
  axis.replaceChildren(
    ...ticks(edges, unit, room).map(({ bin, text, major }) => {
      const tick = el(`span${major ? ".im-major" : ""}`, {}, text);
      const share = (edges[bin] - edges[0]) / (edges.at(-1) - edges[0]);
      tick.style.left = `${EDGE + share * (width - 2 * EDGE)}px`;
      return tick;
    }),
  );
}

/** Drawing a new span with the pointer, moving the one that is there, or taking one bar by a click. */
function brush(chart, bins, view, change) {
  let drag = null;
  const dayAt = (event) => {
    const box = chart.getBoundingClientRect();
    const share = (event.clientX - box.left - EDGE) / (box.width - 2 * EDGE);
    const { edges } = bins();
    return edges[0] + Math.max(0, Math.min(0.99999, share)) * (edges.at(-1) - edges[0]);
  };
  chart.addEventListener("pointerdown", (event) => {
    if (event.target.matches("input") || !bins() || event.button !== 0) return;
    const day = dayAt(event);
    const { span } = view.filters;
    drag = { day, span: span && day >= span[0] && day <= span[1] + 1 ? span : null, moved: false };
    chart.setPointerCapture(event.pointerId);
  });
  chart.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const day = dayAt(event);
    const { edges } = bins();
    if (Math.abs(day - drag.day) < (edges.at(-1) - edges[0]) / 300) return;
    drag.moved = true;
    if (drag.span) {
      const [a, b] = drag.span;
      const by = Math.max(edges[0] - a, Math.min(edges.at(-1) - 1 - b, Math.round(day - drag.day)));
      change(a + by, b + by);
    } else {
      const [a, b] = [binOf(edges, Math.min(day, drag.day)), binOf(edges, Math.max(day, drag.day))];
      change(edges[a], edges[b + 1] - 1);
    }
  });
  const done = (event) => {
    if (drag && !drag.moved && event.type === "pointerup") {
      const { edges } = bins();
      const bin = binOf(edges, drag.day);
      change(edges[bin], edges[bin + 1] - 1);
    }
    drag = null;
  };
  chart.addEventListener("pointerup", done);
  chart.addEventListener("pointercancel", done);
}

