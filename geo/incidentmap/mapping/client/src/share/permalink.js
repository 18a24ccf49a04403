// The address is the state: it is written while the page is used, and read at the start and when a reader goes back.
import { format, LONGEST, parse } from "../data/fragment.js";
import { noFilters } from "../data/filter.js";
import { cut, foreign } from "../ui/dom.js";
import { currentLanguage, LANGUAGES, parts } from "../words/index.js";

const SETTLE_MS = 400; // a brush that is dragged is one step, not fifty
const NAMED = 3; // pieces that could not be read

/**
 * Bind the view and the map to the address.
 *
 * `fitAll()` shows everything; `tell(nodes)` says something quietly.
 *
 * @returns {{start: () => void, text: (more?: object) => string}} `start` reads the address, or shows everything;
 *   `text` is the fragment of what is shown now.
 */
export function permalink(view, map, { fitAll, tell }) {
  let last = null; // as it was written or restored
  let timer = 0;
  let deliberate = false;
  let restoring = false;
  let embedded = false;
  let waiting = null; // the id that the address names, while it is not known whether there is such an incident

  function current() {
    const { lat, lng } = map.getCenter();
    const language = currentLanguage();
    return {
      at: { lat, lon: lng, zoom: map.getZoom() },
      filters: view.filters,
      id: view.held,
      sort: view.sort,
      story: view.story?.step || undefined,
      lang: language === view.config.language ? undefined : language,
      embed: embedded || undefined,
    };
  }

  function later(step) {
    if (restoring || last === null) return;
    deliberate ||= step;
    clearTimeout(timer);
    timer = setTimeout(write, SETTLE_MS);
  }

  function write() {
    const [text, step] = [format(current()), deliberate];
    deliberate = false;
    clearTimeout(timer);
    if (text === last || text.length > LONGEST) return;
    last = text;
    put(text, step ? "pushState" : "replaceState");
  }

  function restore() {
    if (location.hash.slice(1) === last) return;
    clearTimeout(timer);
    deliberate = false;
    const { state, unread } = parse(location.hash);
    if (Object.hasOwn(LANGUAGES, state.lang ?? "") && state.lang !== currentLanguage()) {
      location.reload(); // the page is built in one language
      return;
    }
    apply(state, { whole: true });
    last = format(current());
    tellUnread(unread);
  }

  /** Show a state; at the start (not `whole`) there is nothing to take away. */
  function apply(state, { whole }) {
    restoring = true;
    try {
      embedded = state.embed === true;
      map.getContainer().closest(".im-app").classList.toggle("im-embed", embedded);
      map.invalidateSize({ animate: false });
      if (whole || Object.keys(state.filters).length) view.setFilter({ ...noFilters(), ...state.filters });
      if (whole && view.scope) view.setScope(null);
      if (whole || state.sort) view.setSort?.(state.sort ?? "newest");
      if (state.at) map.setView([state.at.lat, state.at.lon], state.at.zoom, { animate: false });
      else fitAll();
      if (whole || state.id !== undefined) selectId(state.id);
      view.emit("restore", state);
    } finally {
      restoring = false;
    }
  }

  function selectId(id) {
    const row = id === undefined ? -1 : view.incidents.rowOf(id);
    if (row >= 0 || id === undefined) {
      if (row !== view.selected || row < 0) view.select(row);
      return;
    }
    if (view.selected >= 0) view.select(-1);
    view.held = waiting = id; // its server may send it yet
    lookAgain();
  }

  const tellGone = (id) => tell(parts("share.gone", { id: foreign(cut(id, 60)) }));

  /** Select what the address names, as soon as it can be known whether it is there. */
  async function lookAgain() {
    if (waiting === null || view.loading) return;
    const id = waiting;
    waiting = null;
    const { engine } = view;
    let row = view.incidents.rowOf(id);
    if (row < 0 && engine.find) row = await engine.find(id).catch(() => null);
    if (view.held !== id) return;
    if (row === null) {
      waiting = id; // to be tried again
      return;
    }
    if (row < 0) tellGone(id);
    restoring = true;
    view.select(row);
    restoring = false;
    last = format(current());
  }

  function tellUnread(unread) {
    if (!unread.length) return;
    const named = unread.slice(0, NAMED).flatMap((piece, i) => [i ? ", " : "", foreign(cut(piece, 60))]);
    tell(parts("share.unread", { pieces: [...named, unread.length > NAMED ? " …" : ""] }));
  }

  function start() {
    const { state, unread } = parse(location.hash);
    apply(state, { whole: false });
    // What the reader has not changed is not written: the address stays as it was given.
    last = format(current());
    tellUnread(unread);
    for (const event of ["data", "rows"]) view.on(event, lookAgain);
    view.on("filter", ({ arrived } = {}) => !arrived && later(true));
    view.on("select", () => later(true));
    view.on("story", () => {
      later(true);
      if (!restoring) write(); // each step of a story is one of the address, however quickly they follow
    });
    view.on("sort", () => later(false));
    map.on("moveend", () => later(false));
    window.addEventListener("popstate", restore);
    window.addEventListener("hashchange", restore);
    view.on("language", (lang) => {
      last = format({ ...current(), lang: lang === view.config.language ? undefined : lang });
      put(last, "replaceState");
      location.reload();
    });
  }

  return { start, text: (more) => format({ ...current(), ...more }) };
}

/** Some pages may not: one in a sandbox, or one that an address does not name. They work without. */
function put(text, way) {
  try {
    history[way](null, "", `#${text}`);
  } catch {
    // Nothing is lost but the address.
  }
}

/** The page's own address without its fragment; null where it has none that somebody else could open. */
export function ownAddress() {
  const { protocol, href } = window.location;
  return ["http:", "https:", "file:"].includes(protocol) ? href.split("#")[0] : null;
}
