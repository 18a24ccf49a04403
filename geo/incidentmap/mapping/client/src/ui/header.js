// The top line: what this is, how many, search, tools; and under it the chips of what is on.
import { number, t } from "../words/index.js";
import { el, foreign } from "./dom.js";
import { countWords } from "./filters-words.js";
import { icon } from "./icons.js";
import { languageChoice } from "./language.js";

const TYPING_MS = 120;

/**
 * The header. `tools` is where other modules put their buttons; on a phone they lie behind one.
 *
 * @returns {{node, dress, filters, list, tools}} `filters` and `list` are the buttons that fold the panels
 */
export function header(view, theme, { toggleFilters, toggleList, listUnplaced }) {
  const badge = el("span.im-badge", { hidden: true });
  const filters = el(
    "button.im-button.im-filters-button", { type: "button", "aria-expanded": "false", onclick: toggleFilters },
    icon("filter"), el("span.im-wide", {}, t("filters.title")), " ", badge,
  );
  const list = el("button.im-button.im-list-button", { type: "button", "aria-expanded": "true", "aria-controls": "im-panel", onclick: toggleList }, icon("list"));
  const tools = el("div.im-tools", { id: "im-tools" });
  const themeButton = el("button.im-button", { type: "button", onclick: () => theme.toggle() });
  const search = searchBox(view);
  const node = el(
    "header.im-header", {},
    filters,
    el("h1.im-title", { title: view.config.title.slice(0, 300) }, foreign(view.config.title)),
    counts(view, listUnplaced),
    search,
    moreButton(tools),
    tools,
    list,
  );
  tools.append(languageChoice(view), themeButton);
  const update = () => {
    badge.textContent = number(view.active);
    badge.hidden = view.active === 0;
    filters.setAttribute("aria-label", view.active ? t("filters.on", { count: view.active }) : t("filters.title"));
  };
  view.on("filter", update);
  const dress = () => {
    themeButton.replaceChildren(icon(theme.dark ? "sun" : "moon"));
    themeButton.title = t(theme.dark ? "page.light" : "page.dark");
    themeButton.setAttribute("aria-label", themeButton.title);
  };
  dress();
  update();
  return { node, dress, filters, list, tools };
}

/** On a phone: the button that shows the tools, which have a line of their own there. */
function moreButton(tools) {
  const button = el("button.im-button.im-more-button", {
    type: "button", "aria-expanded": "false", "aria-controls": tools.id, "aria-label": t("filters.moreTools"), title: t("filters.moreTools"),
  }, icon("more"));
  button.addEventListener("click", () => {
    const open = tools.classList.toggle("im-open");
    button.setAttribute("aria-expanded", String(open));
  });
  return button;
}

/** How many incidents match, and how many of them have no place. */
export function counts(view, listUnplaced) {
  const count = el("span", { role: "status" });
  const unplaced = el("button.im-link", { type: "button", onclick: listUnplaced });
  const update = () => {
    const { matched, unplaced: lacking } = view.result;
    count.textContent = view.loading ? t(view.lost ? "list.notLoaded" : "list.loading") : countWords(matched, view.engine.totals.incidents);
    unplaced.textContent = t("filters.notPlaced", { count: lacking });
    unplaced.hidden = lacking === 0;
  };
  view.on("filter", update);
  update();
  return el("p.im-counts", {}, count, unplaced);
}

function searchBox(view) {
  const input = el("input", {
    type: "search", placeholder: t("filters.search"), "aria-label": t("filters.searchIn"), title: t("filters.searchIn"),
    autocomplete: "off", spellcheck: "false", enterkeyhint: "search",
  });
  const clear = el("button.im-clear-search", { type: "button", hidden: true, "aria-label": t("filters.clearSearch"), title: t("filters.clearSearch") }, icon("close", 12));
  let timer;
  const ask = (text, wait) => {
    clear.hidden = text === "";
    clearTimeout(timer);
    timer = setTimeout(() => view.setFilter({ text }), wait);
  };
  input.addEventListener("input", () => ask(input.value, TYPING_MS));
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !input.value) return;
    event.stopPropagation();
    event.preventDefault();
    input.value = "";
    ask("", 0);
  });
  clear.addEventListener("click", () => {
    input.value = "";
    ask("", 0);
    input.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, select, textarea, dialog")) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  view.on("filter", () => {
    // While someone types, what stands there may be newer than what was asked.
    if (document.activeElement !== input) input.value = view.filters.text;
    clear.hidden = input.value === "";
  });
  return el("div.im-search", { role: "search" }, icon("search", 18), input, clear);
}
