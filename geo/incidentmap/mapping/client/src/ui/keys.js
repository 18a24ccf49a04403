// The keys of the page, listed in a dialog.
import { t } from "../words/index.js";
import { openDialog } from "./dialog.js";
import { el } from "./dom.js";

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

/** Open the list, once. */
export function showKeys() {
  if (!document.querySelector(".im-keys")) openDialog(t("map.keys"), el("div.im-keys", {}, ...GROUPS.map(group)));
}
