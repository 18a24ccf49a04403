// The keys of the page, listed in a dialog.
import { t } from "../words/index.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";

const GROUPS = [
  ["keysPage", [["?", "help"], ["Tab", "next"], ["Esc", "back"]]],
  ["keysList", [["↑ ↓", "listMove"], ["Enter", "listOpen"]]],
  ["keysMap", [
    ["← → ↑ ↓", "move"], ["+ −", "zoom"], ["N P", "walk"], ["Enter", "open"], ["H", "fitAllKey"], ["F", "fitSelectedKey"],
    ["C", "copyKey"], ["G", "formatKey"], ["M", "measureKey"],
  ]],
  ["keysMeasure", [["Enter", "addKey"], ["⌫", "undoKey"], ["Esc", "endKey"]]],
];

const group = ([title, keys]) =>
  el("section", {},
    el("h3", {}, t(`map.${title}`)),
    el("dl", {}, ...keys.map(([key, what]) =>
      el("div", {}, el("dt", {}, ...key.split(" ").map((one) => el("kbd", {}, one))), el("dd", {}, t(`map.${what}`))))));

/** Open the list; it is removed when it closes, and the focus goes back to where it was. */
export function showKeys(app) {
  if (app.querySelector(".im-keys")) return;
  const heading = el("h2", { id: "im-keys-title" }, t("map.keys"));
  const close = el("button.im-button", { type: "button", "aria-label": t("map.dismiss"), title: t("map.dismiss"), onclick: () => node.close() }, icon("close", 16));
  const node = el("dialog.im-keys", { "aria-labelledby": heading.id }, el("div.im-keys-head", {}, heading, close), ...GROUPS.map(group));
  node.addEventListener("click", (event) => event.target === node && node.close()); // beside it
  node.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation());
  node.addEventListener("close", () => node.remove());
  app.append(node);
  node.showModal();
}
