// The buttons above the chart: play, step, speed, zoom, and the undated ones.
import { number, t } from "../../words/index.js";
import { el } from "../dom.js";
import { icon } from "../icons.js";
import { SPEEDS } from "./play.js";

const button = (name, label, onclick) =>
  el("button.im-button.im-time-button", { type: "button", "aria-label": label, title: label, onclick }, icon(name, 18));

/** Playing and stepping. `play.cumulative()` and `play.repeat()` tell how. */
export function playControls(player, { setCumulative }) {
  const toggle = button("play", t("time.play"), () => player.toggle());
  const back = button("stepBack", t("time.back"), () => (player.stop(), player.step(-1)));
  const on = button("stepOn", t("time.on"), () => (player.stop(), player.step(1)));
  const speed = el(
    "select.im-select.im-speed", { "aria-label": t("time.speed"), title: t("time.speed") },
    ...SPEEDS.map((value) => el("option", { value, selected: value === 1 }, t("time.times", { speed: number(value) }))),
  );
  speed.addEventListener("change", () => (player.speed = Number(speed.value)));
  const cumulative = el("input", { type: "checkbox" });
  cumulative.addEventListener("change", () => setCumulative(cumulative.checked));
  const repeat = el("input", { type: "checkbox" });
  return {
    main: el("div.im-play", { role: "group", "aria-label": t("time.play") }, back, toggle, on),
    pace: el("div.im-pace", {}, speed,
      el("label.im-check", { title: t("time.cumulativeTitle") }, cumulative, el("span", {}, t("time.cumulative")))),
    repeatLabel: el("label.im-check", {}, repeat, el("span", {}, t("time.repeat"))),
    cumulative: () => cumulative.checked,
    repeat: () => repeat.checked,
    draw() {
      const label = t(player.playing ? "time.pause" : "time.play");
      toggle.replaceChildren(icon(player.playing ? "pause" : "play", 18));
      toggle.setAttribute("aria-label", label);
      toggle.title = label;
    },
  };
}

/** Zooming by buttons. */
export function zoomControls(zoom, whole) {
  const nearer = button("plus", t("time.zoomIn"), () => zoom(0.5));
  const further = button("minus", t("time.zoomOut"), () => zoom(2));
  const all = button("span", t("time.whole"), whole);
  return {
    node: el("div.im-zoom", { role: "group" }, further, nearer, all),
    draw(model) {
      further.disabled = all.disabled = !model.zoomed;
      nearer.disabled = !model.window || model.window[1] - model.window[0] <= 14.01;
    },
  };
}

/** Whether undated incidents are shown, and how many there are. */
export function undatedToggle(view) {
  const box = el("input", { type: "checkbox", checked: true, "aria-describedby": "im-undated-says", onchange: () => view.setFilter({ undated: box.checked }) });
  const text = el("span", {});
  const node = el("div.im-undated-box", {},
    el("label.im-undated", { title: t("time.undatedTitle") }, box, text),
    el("span.im-undated-says", { id: "im-undated-says" }, t("time.undatedTitle")));
  return {
    node,
    draw(count) {
      node.hidden = count === 0;
      text.textContent = t("time.undated", { count });
      box.checked = view.filters.undated;
    },
  };
}
