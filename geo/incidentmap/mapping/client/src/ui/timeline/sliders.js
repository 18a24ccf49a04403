// The brush's two ends for keyboards and screen readers: range inputs, which lie unseen on the grips.
import { binOf, formatDay } from "../../data/time.js";
import { t } from "../../words/index.js";
import { el } from "../dom.js";
import { makeBins, nextEdge } from "./bins.js";

/** `change(a, b)` takes the new ends, `focused(bar)` is told at which bar the focus is (-1: nowhere). */
export function sliders(model, view, { change, focused }) {
  const keys = { "aria-describedby": "im-time-slider-keys" };
  const from = el("input.im-range", { type: "range", "aria-label": t("time.from"), ...keys });
  const to = el("input.im-range", { type: "range", "aria-label": t("time.to"), ...keys });
  const marks = [from, to].map(() => el("span.im-range-mark", { "aria-hidden": "true" }));
  const nodes = [from, marks[0], to, marks[1], el("span.im-unseen", { id: "im-time-slider-keys" }, t("time.sliderKeys"))];

  const ends = () => view.filters.span ?? [model.whole[0], model.whole[1] - 1];

  for (const input of [from, to]) {
    // Screen readers on phones change the value themselves.
    input.addEventListener("input", () => set(input, Number(input.value)));
    input.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
      if (event.key === "Home" || event.key === "End") {
        set(input, event.key === "Home" ? model.whole[0] : model.whole[1] - 1);
      } else if (by) set(input, event.shiftKey ? ends()[input === from ? 0 : 1] + by : byBar(input, by));
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    input.addEventListener("focus", () => focused(barOf(input)));
    input.addEventListener("blur", () => focused(-1));
  }

  function byBar(input, by) {
    const [a, b] = ends();
    // The edge of a bar beside the one that the end is at; the last day is the day before an edge.
    const at = input === from ? a : b + 1;
    const { edges } = makeBins(at, at, model.unit);
    const edge = by > 0 ? nextEdge(model.unit, at) : edges[0] < at ? edges[0] : makeBins(at - 1, at - 1, model.unit).edges[0];
    return input === from ? edge : edge - 1;
  }

  function set(input, day) {
    const [a, b] = ends();
    const [low, high] = model.whole;
    if (input === from) change(Math.max(low, Math.min(day, b)), b);
    else change(a, Math.min(high - 1, Math.max(day, a)));
    model.follow?.(ends()[input === from ? 0 : 1]);
    focused(barOf(input));
  }

  const barOf = (input) => {
    if (!model.bins) return -1;
    const day = ends()[input === from ? 0 : 1];
    const { edges } = model.bins;
    return day < edges[0] || day >= edges.at(-1) ? -1 : binOf(edges, day);
  };

  function draw() {
    const [a, b] = ends();
    const said = view.filters.span ?? model.reach;
    for (const [i, input] of [from, to].entries()) {
      input.min = model.whole[0];
      input.max = model.whole[1] - 1;
      input.value = [a, b][i];
      input.setAttribute("aria-valuetext", formatDay(said[i]));
      const x = Math.max(12, Math.min(model.width - 12, model.x([a, b + 1][i])));
      input.style.left = marks[i].style.left = `${x - 12}px`;
    }
  }
  return { nodes, draw };
}
