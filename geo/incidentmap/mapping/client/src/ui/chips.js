// The row of what is on: a chip for each kind of filter, one button that takes all away, and the way back.
import { t } from "../words/index.js";
import { el } from "./dom.js";
import { asText, chipsOf } from "./filters-words.js";
import { icon } from "./icons.js";
import { named } from "./say.js";

const UNDO_MS = 12000;

/** `tree()` gives types with their sub-types; `home` is what gets the focus when there is no chip left. */
export function chipRow(view, { tree, home }) {
  const list = el("ul.im-chip-list", {});
  const clear = el("button.im-link.im-clear", { type: "button", onclick: clearAll }, t("filters.clear"));
  const said = el("span", {});
  const undo = el("button.im-button.im-undo", { type: "button", hidden: true, onclick: restore }, t("filters.undo"));
  const told = el("div.im-undo-row", { role: "status" }, said, undo);
  const node = el("section.im-chips", { "aria-label": t("filters.chips") }, list, clear, told);
  let before = null; // what was on before all was cleared
  let timer;

  function update() {
    const chips = chipsOf(view.filters, tree());
    list.replaceChildren(...chips.map((chip, i) => chipNode(chip, () => remove(chip, i))));
    list.hidden = clear.hidden = chips.length === 0;
    if (chips.length) forget();
    node.classList.toggle("im-empty-row", chips.length === 0 && undo.hidden);
  }

  function remove(chip, i) {
    view.setFilter(chip.off);
    tell(t("filters.removed", { what: asText(chip.words) }));
    const buttons = list.querySelectorAll("button");
    (buttons[Math.min(i, buttons.length - 1)] ?? home()).focus();
  }

  function clearAll() {
    before = copyOf(view.filters);
    const held = node.contains(document.activeElement);
    view.clearFilters();
    said.textContent = t("filters.cleared");
    undo.hidden = false;
    told.classList.remove("im-unseen");
    node.classList.remove("im-empty-row");
    if (held) undo.focus();
    wait();
  }

  function wait() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // Someone may be just about to press it.
      if (told.matches(":hover") || told.contains(document.activeElement)) wait();
      else forget();
    }, UNDO_MS);
  }

  function forget() {
    clearTimeout(timer);
    before = null;
    undo.hidden = true;
    if (!told.classList.contains("im-unseen")) said.textContent = "";
    told.classList.add("im-unseen");
    if (!list.children.length) node.classList.add("im-empty-row");
  }

  function restore() {
    const filters = before;
    view.setFilter(filters);
    tell(t("filters.restored"));
    clear.focus();
  }

  /** Tell it to those who cannot see that the row has changed. */
  function tell(text) {
    told.classList.add("im-unseen");
    said.textContent = text;
  }

  view.on("filter", update);
  update();
  forget();
  return { node, clearAll, chips: () => chipsOf(view.filters, tree()) };
}

function chipNode(chip, remove) {
  const label = t("filters.remove", { what: asText(chip.words) });
  const words = chip.words.map((word) => (typeof word === "string" ? word : named(word)));
  return el("li.im-chip", {}, el("span.im-chip-words", {}, ...words),
    el("button.im-chip-off", { type: "button", "aria-label": label, title: label.slice(0, 200), onclick: remove }, icon("close", 12)));
}

/** Filters as they are now; the sets are the page's own and change. */
function copyOf(filters) {
  return Object.fromEntries(Object.entries(filters).map(([key, value]) => [key, value instanceof Set ? new Set(value) : value]));
}
