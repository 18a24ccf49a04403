// The top line: what this is, how many, search, theme.
import { el, foreign, plural } from "./dom.js";
import { icon } from "./icons.js";
import { languageChoice } from "./language.js";
import { t } from "../words/index.js";

const TYPING_MS = 120;

export function header(view, theme, { toggleFilters, listUnplaced }) {
  const badge = el("span.im-badge", { hidden: true });
  const filters = el(
    "button.im-button.im-filters-button", { type: "button", "aria-expanded": "false", onclick: toggleFilters },
    icon("filter"), el("span.im-wide", {}, t("page.filters")), badge,
  );
  const tools = el("div.im-tools", {});
  const themeButton = el("button.im-button", { type: "button", onclick: () => theme.toggle() });
  const node = el(
    "header.im-header", {},
    filters,
    el("h1.im-title", {}, foreign(view.config.title)),
    counts(view, listUnplaced),
    searchBox(view),
    tools,
  );
  tools.append(languageChoice(view), themeButton);
  const update = () => {
    badge.textContent = String(view.active);
    badge.hidden = view.active === 0;
    filters.setAttribute("aria-label", view.active ? `Filters, ${view.active} on` : "Filters");
  };
  view.on("filter", update);
  const dress = () => {
    themeButton.replaceChildren(icon(theme.dark ? "sun" : "moon"));
    themeButton.title = t(theme.dark ? "page.light" : "page.dark");
    themeButton.setAttribute("aria-label", themeButton.title);
  };
  dress();
  update();
  return { node, dress, filters, tools };
}

/** How many incidents match, and how many of them have no place. */
export function counts(view, listUnplaced) {
  const count = el("span", { role: "status" });
  const unplaced = el("button.im-link", { type: "button", onclick: listUnplaced });
  const update = () => {
    count.textContent = countText(view);
    const lacking = view.result.unplaced;
    unplaced.textContent = `${lacking.toLocaleString("en")} not placed`;
    unplaced.hidden = lacking === 0;
  };
  view.on("filter", update);
  update();
  return el("p.im-counts", {}, count, unplaced);
}

function searchBox(view) {
  const input = el("input", { type: "search", placeholder: "Search", "aria-label": "Search in incidents", autocomplete: "off", spellcheck: "false" });
  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => view.setFilter({ text: input.value }), TYPING_MS);
  });
  view.on("filter", () => {
    if (document.activeElement !== input && input.value !== view.filters.text) input.value = view.filters.text;
  });
  return el("label.im-search", {}, icon("search", 18), input);
}

function countText(view) {
  const shown = view.result.matched;
  const all = view.engine.totals.incidents;
  if (shown === all) return plural(shown, "incident");
  return `${shown.toLocaleString("en")} of ${plural(all, "incident")}`;
}
