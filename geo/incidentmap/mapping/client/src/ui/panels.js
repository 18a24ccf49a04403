// Folding the panels at either side of the map, and keeping that for the next time.
import { t } from "../words/index.js";
import { keep, kept } from "./keep.js";

const NAME = "panels";

/** Whether the filters lie over the map instead of beside it, where they would leave it less than half. */
export const overlaid = () => window.matchMedia(OVERLAID).matches;

const OVERLAID = "(max-width: 1279px)";

/** `buttons()` are those of the header. Filters that lie over the map are always closed at first. */
export function panels(app, buttons) {
  const before = kept(NAME) ?? {};
  const state = { filters: before.filters !== false && !overlaid(), list: before.list !== false };

  function apply() {
    app.classList.toggle("im-filtering", state.filters);
    app.classList.toggle("im-listless", !state.list);
    const { filters, list } = buttons();
    filters.setAttribute("aria-expanded", String(state.filters));
    filters.title = t(state.filters ? "filters.hideFilters" : "filters.showFilters");
    list.setAttribute("aria-expanded", String(state.list));
    list.title = t(state.list ? "filters.hideList" : "filters.showList");
    list.setAttribute("aria-label", list.title);
  }

  function set(changes) {
    Object.assign(state, changes);
    apply();
    // Filters that lay over the map were closed to see it, not to be without them.
    keep(NAME, { filters: overlaid() ? before.filters : state.filters, list: state.list });
  }

  // A window that grows narrow shows the map, and not filters that nobody has opened.
  window.matchMedia(OVERLAID).addEventListener("change", ({ matches }) => {
    state.filters = matches ? false : before.filters !== false;
    apply();
  });

  return { state, set, apply };
}
