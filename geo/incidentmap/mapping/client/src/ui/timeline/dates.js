// The window in which the dates are typed. Text fields, as a browser's own date field knows no year 1.
import { FIRST_DAY, LAST_DAY, formatDay, isoDay, parseDays, parts, toDay, yearText } from "../../data/time.js";
import { t } from "../../words/index.js";
import { el, foreign } from "../dom.js";
import { icon } from "../icons.js";

const YEARS = 8; // as many have a button

/** What two texts say: `{span}`, or `{wrong, key, values}` with which field is wrong and why. An empty one is open. */
export function readSpan(first, last, reach) {
  const [from, to] = [first, last].map((text) => (text.trim() ? parseDays(text) : [FIRST_DAY, LAST_DAY]));
  if (!from) return { wrong: 0, key: "time.notDate", text: first };
  if (!to) return { wrong: 1, key: "time.notDate", text: last };
  const span = [first.trim() ? from[0] : reach[0], last.trim() ? to[1] : reach[1]];
  if (last.trim() && first.trim() && span[1] < span[0]) return { wrong: 1, key: "time.turned" };
  if (span[0] > reach[1] || span[1] < reach[0]) return { wrong: 0, key: "time.outside" };
  return { span };
}

/** Spans that are often wanted: the last month, and each year when they are few. */
export function presets(reach) {
  const { year, month } = parts(reach[1]);
  const out = [{ key: "lastMonth", span: [toDay(year, month), toDay(year, month + 1) - 1] }];
  const from = Math.max(parts(reach[0]).year, year - YEARS + 1);
  for (let one = from; one <= year && year > from; one++) out.push({ text: yearText(one), span: [toDay(one), toDay(one + 1) - 1] });
  return out;
}

/** `change(span)` takes the span; `extras` is where a phone has what does not fit beside the chart. */
export function dateWindow(model, view, change) {
  const field = (label, id) => {
    const input = el("input.im-date", { type: "text", id, inputmode: "text", autocomplete: "off", spellcheck: "false", maxlength: "10", placeholder: "2024-03-12", "aria-describedby": "im-time-format" });
    return { input, node: el("label.im-date-field", { for: id }, el("span", {}, label), input) };
  };
  const fields = [field(t("time.first"), "im-time-first"), field(t("time.last"), "im-time-last")];
  const wrong = el("p.im-date-wrong", { role: "alert" });
  const quick = el("div.im-date-quick", { role: "group", "aria-label": t("time.presets") });
  const extras = el("div.im-time-extras", {});
  const key = el("p.im-meta.im-date-key", {});
  const form = el("form.im-date-form", { novalidate: true, onsubmit: submit },
    ...fields.map(({ node }) => node),
    el("button.im-button.im-strong", { type: "submit" }, t("time.show")));
  const node = el("dialog.im-time-window", { "aria-label": t("time.edit") },
    el("div.im-time-window-head", {}, el("strong", {}, t("time.edit")),
      el("button.im-button.im-plain", { type: "button", "aria-label": t("time.close"), onclick: () => node.close() }, icon("close", 16))),
    form, wrong, el("p.im-meta", { id: "im-time-format" }, t("time.format")), quick, key, extras);

  function submit(event) {
    event.preventDefault();
    const said = readSpan(fields[0].input.value, fields[1].input.value, model.reach);
    for (const [i, { input }] of fields.entries()) {
      if (said.wrong === i) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
    wrong.replaceChildren();
    if (said.span) {
      change(said.span);
      node.close();
      return;
    }
    const [first, last] = model.reach.map(formatDay);
    const values = { text: said.text && foreign(said.text).textContent, first, last };
    wrong.textContent = t(said.key, values);
    fields[said.wrong].input.focus();
  }

  function open() {
    if (model.reach) {
      const [a, b] = view.filters.span ?? model.reach;
      fields[0].input.value = isoDay(a);
      fields[1].input.value = isoDay(b);
      quick.replaceChildren(...presets(model.reach).map(({ key, text, span }) =>
        el("button.im-button", { type: "button", onclick: () => (change(span), node.close()) }, key ? t(`time.${key}`) : text)));
    }
    form.hidden = quick.hidden = !model.reach;
    wrong.replaceChildren();
    for (const { input } of fields) input.removeAttribute("aria-invalid");
    if (!node.open) node.showModal();
    // On a phone a focus in a field brings the keyboard, which covers the rest.
    if (model.reach && window.matchMedia("(pointer: fine)").matches) fields[0].input.select();
  }
  // Escape closes the window, and nothing behind it.
  node.addEventListener("keydown", (event) => event.stopPropagation());
  node.addEventListener("click", (event) => event.target === node && node.close());
  return { node, open, extras, key };
}
