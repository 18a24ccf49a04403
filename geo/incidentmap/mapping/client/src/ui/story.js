// A story that leads over the map, step by step: what is told, which incidents it is about, and how sure their places are.
import { L } from "../leaflet.js";
import { SOLID } from "../looks.js";
import { RingsLayer } from "../map/rings.js";
import { room } from "../map/fit.js";
import { el, foreign, narrow, still } from "./dom.js";
import { asText, precisionWords } from "./filters-words.js";
import { icon } from "./icons.js";
import { say } from "./say.js";
import { body, readStory } from "./story_text.js";
import { howSure } from "./words.js";
import { t } from "../words/index.js";

const FETCHED = 200; // incidents of a step that are asked for, one by one

/**
 * Put the story on the page, if there is one. `view.story` is then `{step, go(step)}`: the step that is told,
 * from 1, and 0 while the reader explores freely. "story" tells each change. What the address says of it comes with
 * "restore"; an address that says nothing starts at the first step.
 */
export function storyCard(map, view, top, host, colours) {
  const steps = readStory(view.config.story);
  if (!steps.length) return;
  const rings = new RingsLayer(view, colours).addTo(map);
  const title = el("h2", {});
  const text = el("div.im-story-text", { tabindex: "0", role: "group" });
  const about = el("div.im-story-about.im-meta", {});
  const place = el("span.im-meta", { "aria-live": "polite" });
  const turn = (key, picture, by) => el("button.im-button", { type: "button", "aria-label": t(key), title: t(key), onclick: () => go(view.story.step + by) }, icon(picture, 16));
  const before = turn("story.previous", "back", -1);
  const after = turn("story.next", "next", 1);
  const choice = el("select.im-select", { "aria-label": t("story.steps"), title: t("story.steps"), onchange: () => go(choice.selectedIndex + 1) },
    ...steps.map((step) => el("option", {}, t("story.option", { n: step.number, title: { text: step.label } }))));
  const leave = el("button.im-link", { type: "button", onclick: () => (go(0), enter.focus()) }, t("story.end"));
  const list = el("button.im-link", { type: "button", hidden: true });
  const node = el("section.im-story", { hidden: true },
    el("div.im-story-head", {}, before, place, after, choice),
    title, text, about,
    el("div.im-story-foot", {}, leave, list, el("span.im-meta", {}, t("page.unverified"))));
  const enter = el("button.im-button.im-enter", { type: "button", onclick: () => (go(last), text.focus({ preventScroll: true })) }, t("story.story"));
  enter.title = t("story.open");
  let last = 1;
  let fetching = false;
  let started = false;
  let sought = null; // ids of a step that a server has not sent yet
  view.story = { step: 0, go };
  host.append(node);
  top.tools.prepend(enter);

  /** Tell a step; 0 leaves the story. `fly` moves the map, `choosing` keeps the list to the step. */
  function go(to, { fly = true, choosing = true, animate = !still() } = {}) {
    const step = Math.max(0, Math.min(steps.length, Math.trunc(to) || 0));
    if (to < 0 || (to === 0 && step !== 0)) return;
    const was = view.story.step;
    view.story.step = step;
    node.hidden = step === 0;
    host.classList.toggle("im-telling", step > 0);
    enter.hidden = step > 0;
    if (step > 0) {
      last = step;
      tell(steps[step - 1], { fly, choosing, animate });
    } else {
      sought = null;
      rings.show([]);
      if (was && choosing) view.close();
    }
    if (step !== was) view.emit("story", step);
  }

  function tell(step, { fly, choosing, animate }) {
    title.replaceChildren(foreign(step.label));
    text.replaceChildren(...body(step.text));
    text.hidden = !step.text;
    text.scrollTop = 0;
    text.setAttribute("aria-label", step.label);
    place.textContent = t("story.at", { at: last, all: steps.length });
    node.setAttribute("aria-label", t("story.label", { at: last, all: steps.length }));
    before.disabled = last === 1;
    after.disabled = last === steps.length;
    choice.selectedIndex = last - 1;
    sought = step.ids;
    find(choosing);
    fetchOthers(sought, choosing);
    if (fly) show(map, step.view, animate);
  }

  /** Take the incidents of the step that are here; a server may send the others later. */
  function find(choosing) {
    if (!sought) return;
    const rows = sought.map((id) => view.incidents.rowOf(id)).filter((row) => row >= 0);
    rings.show(rows);
    if (choosing) choose(rows);
    tellAbout(rows);
  }

  /** Of a large set most incidents are on its server. */
  async function fetchOthers(ids, choosing) {
    const missing = view.engine.find ? ids.filter((id) => view.incidents.rowOf(id) < 0).slice(0, FETCHED) : [];
    if (!missing.length) return;
    fetching = true;
    await Promise.all(missing.map((id) => view.engine.find(id).catch(() => -1)));
    fetching = false;
    if (sought === ids) find(choosing);
  }

  function choose(rows) {
    // On a phone the detail would cover what the story is about.
    if (rows.length === 1 && !narrow()) {
      view.setScope(null);
      view.select(rows[0]);
    } else {
      view.select(-1);
      view.setScope(rows.length ? view.engine.members(rows) : null, "step");
    }
  }

  function tellAbout(rows) {
    const missing = sought.length - rows.length;
    list.hidden = !narrow() || !rows.length;
    list.textContent = rows.length === 1 ? t("story.one") : t("story.many", { count: rows.length });
    list.onclick = () => view.open(view.engine.members(rows), "step");
    // A server does not say of each incident whether it matches.
    const shown = view.active && view.result.rows ? new Set(view.result.rows) : null;
    const hidden = shown ? rows.filter((row) => !shown.has(row)).length : 0;
    about.replaceChildren(...[
      missing > 0 && el("p", {}, view.loading || fetching ? t("story.coming") : t("story.absent", { count: missing })),
      hidden > 0 && el("p", {}, t("story.hidden", { count: hidden }), " ", el("button.im-link", { type: "button", onclick: () => (view.clearFilters(), find(true)) }, t("story.clear"))),
      ...vagueness(view, rows),
    ].filter(Boolean));
  }

  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      go(0);
      enter.focus();
      return;
    }
    if (event.target === choice) return;
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (last + by >= 1) go(last + by);
  });
  view.on("data", () => {
    if (!view.story.step) return;
    const choosing = view.selected < 0 && view.scope === null;
    find(choosing);
    fetchOthers(sought, choosing);
  });
  view.on("filter", () => view.story.step && find(false));
  view.on("restore", (state) => {
    const first = !started;
    started = true;
    // What else the address says, it says of map and selection, too.
    if (state.story) go(state.story, { fly: !state.at, choosing: state.id === undefined, animate: false });
    else if (first && saysNothing()) go(1, { animate: false });
    else if (!first) go(0, { choosing: false });
  });
}

function saysNothing() {
  const keys = new Set(new URLSearchParams(window.location.hash.slice(1)).keys());
  keys.delete("lang");
  return keys.size === 0;
}

/** How sure the places of a step are, where one of them is not known to the spot. */
function vagueness(view, rows) {
  const { incidents } = view;
  const vague = rows.filter((row) => incidents.mark[row] !== SOLID);
  if (!vague.length) return [];
  if (rows.length === 1) return [el("p", {}, ...say(howSure(incidents.record(rows[0]))))];
  const kinds = new Map();
  for (const row of vague) {
    const key = incidents.precisionOf(row) ?? "unlocated";
    kinds.set(key, (kinds.get(key) ?? 0) + 1);
  }
  const name = (key) => asText([precisionWords(key)]);
  const what = [...kinds].map(([key, count]) => (kinds.size === 1 ? name(key) : t("story.kind", { label: name(key), count })));
  return [el("p", {}, t("story.vague", { count: vague.length, what: what.join(", ") }))];
}

/** Show a step's part of the map: `[lat, lon, zoom]` or `[west, south, east, north]`. */
function show(map, view, animate) {
  if (view?.length === 3) map.setView([view[0], view[1]], view[2], { animate });
  else if (view?.length === 4) {
    // A box across ±180° has its west east of its east.
    const bounds = L.latLngBounds([view[1], view[0]], [view[3], view[2] < view[0] ? view[2] + 360 : view[2]]);
    map.fitBounds(bounds, { ...room(map, 34), maxZoom: 11, animate });
  }
}
