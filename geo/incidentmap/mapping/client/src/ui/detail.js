// One incident, with everything that made its mark: words, sentence, rule, gazetteer record, losers, sources.
import { bySentence, runs } from "../data/evidence.js";
import { distanceKm } from "../data/mercator.js";
import { STYLES, styleOf } from "../look.js";
import { clipped, el, foreign, link, plural } from "./dom.js";
import { glyphIcon, icon, lookIcon } from "./icons.js";
import { say } from "./say.js";
import { degrees, doubt, fatalities, howSure, km, MATCH, recordedClass, when } from "./words.js";

export function detailPanel(view, { back }) {
  const body = el("div.im-detail-body", { tabindex: "-1" });
  const step = (by) => {
    const rows = view.listed;
    const at = rows.indexOf(view.selected) + by;
    if (at >= 0 && rows.at(at) >= 0) view.select(rows.at(at), { move: true });
  };
  const before = el("button.im-button", { type: "button", "aria-label": "Newer incident", title: "Newer", onclick: () => step(-1) }, icon("back", 16));
  const after = el("button.im-button", { type: "button", "aria-label": "Older incident", title: "Older", onclick: () => step(1) }, icon("next", 16));
  const place = el("span.im-meta", {});
  const node = el(
    "section.im-detail", { "aria-label": "Incident", hidden: true },
    el("div.im-panel-head", {}, el("button.im-button.im-back", { type: "button", onclick: back }, icon("back", 16), "All incidents"), place, before, after),
    body,
  );
  const count = () => {
    if (view.held === null) return;
    const rows = view.listed;
    const at = rows.indexOf(view.selected);
    place.textContent = at < 0 ? "" : `${(at + 1).toLocaleString("en")} of ${rows.length.toLocaleString("en")}`;
    before.disabled = at <= 0;
    after.disabled = at < 0 || at >= rows.length - 1;
  };
  view.on("select", (row) => {
    node.hidden = row < 0;
    if (row < 0) return;
    body.replaceChildren(...detail(view.incidents.record(row)));
    body.scrollTop = 0;
    count();
  });
  view.on("filter", count);
  view.on("scope", count);
  view.on("sort", count);
  return { node, focus: () => body.focus({ preventScroll: true }) };
}

/** Everything about an incident as nodes; used by the page's panel and by the popup of the plain layer. */
export function detail(record) {
  const style = styleOf(record.type);
  const placed = !Number.isNaN(record.lon) || record.placeId !== null;
  return [
    el("div.im-what", {}, glyphIcon(style, 26),
      el("div", {},
        el("h2", {}, foreign(cutTitle(record.subType ?? record.type ?? "Type not given"))),
        el("p.im-meta", {}, record.subType && record.type ? foreign(record.type) : STYLES[style].name))),
    record.summary && el("p.im-summary", {}, clipped(record.summary)),
    el("dl.im-facts", {},
      ...fact("When", say(when(record))),
      ...fact("Where", where(record)),
      ...fact("Who", record.actors.length ? record.actors.flatMap((actor, i) => [i ? el("br") : null, clipped(actor)]) : ["Not given"]),
      ...fact("Killed", [fatalities(record.fatalities)])),
    sureness(record),
    ...evidence(record),
    ...recorded(record),
    placed ? gazetteerRecord(record) : null,
    candidates(record),
    ...sources(record),
    el("p.im-meta.im-id", {}, "Incident ", foreign(record.id ?? "", "code")),
  ].filter(Boolean);
}

const cutTitle = (text) => (text.length > 120 ? `${text.slice(0, 119)}…` : text);

function fact(term, parts) {
  return [el("dt", {}, term), el("dd", {}, ...parts)];
}

function where(record) {
  const parts = [record.place === null ? "Not given" : clipped(record.place)];
  if (record.within) parts.push(el("br"), el("span.im-meta", {}, "within ", clipped(record.within)));
  return parts;
}

function sureness(record) {
  const doubted = record.candidates.length > 1 ? doubt(record) : null;
  return el("div.im-sure", {}, lookIcon(record.look, 26, record),
    el("div", {}, el("h3", {}, "How sure?"),
      el("p", {}, ...say(howSure(record))),
      doubted && el("p", {}, ...say(doubted)),
      record.rule && el("p.im-meta", {}, "Rule: ", clipped(record.rule))));
}

function evidence(record) {
  if (!record.evidence.length) return [];
  return [
    el("h3", {}, "Evidence"),
    ...bySentence(record.evidence).map(({ sentence, source, rules, spans }) =>
      el("figure.im-evidence", {},
        el("blockquote", {}, marked(sentence, spans, record.place)),
        el("figcaption.im-meta", {},
          ...(rules.length > 1 ? [el("ul.im-rules", {}, ...rules.map((rule) => el("li", {}, clipped(rule))))] : []),
          ...(rules.length === 1 ? ["Read by rule: ", clipped(rules[0])] : []),
          ...(source ? [rules.length === 1 ? " · source " : "Source ", foreign(cutTitle(source))] : [])))),
  ];
}

/** The sentence with the used words marked in it; where no offsets are known, the place's own words. */
function marked(sentence, spans, words) {
  if (sentence.length > 2500) return clipped(sentence);
  const at = spans.length || !words ? -1 : sentence.indexOf(words);
  const known = at < 0 ? spans : [[Array.from(sentence.slice(0, at)).length, Array.from(sentence.slice(0, at + words.length)).length]];
  return el("bdi", { dir: "auto" }, ...runs(sentence, known).map(([text, used]) => (used ? el("mark", {}, text) : text)));
}

function gazetteerRecord(record) {
  const inside = [record.admin2, record.admin1, record.country].filter((name) => name !== null);
  return el("div.im-record", {},
    el("h3", {}, "Gazetteer record"),
    el("dl.im-facts", {},
      ...fact("Name", [record.placeName === null ? "Not given" : clipped(record.placeName)]),
      ...(inside.length ? fact("In", inside.flatMap((name, i) => [i ? ", " : "", clipped(name)])) : []),
      ...(record.placeId === null ? [] : fact("Id", [foreign(cutTitle(record.placeId), "code")])),
      ...(record.match === null ? [] : fact("Found by", [MATCH[record.match] ?? foreign(record.match)])),
      ...(Number.isNaN(record.lon) ? [] : fact("Drawn at", [el("span.im-figures", {}, degrees(record.lon, record.lat))])),
      ...(record.gazetteer ? fact("Gazetteer", ["version ", foreign(record.gazetteer)]) : [])));
}

/** What the source recorded itself: evidence beside the words, and no mark of its own. */
function recorded({ recordedLon, recordedLat, recordedPrecision, recordedInside, lon, lat }) {
  const given = !Number.isNaN(recordedLon) && !Number.isNaN(recordedLat);
  if (!given && recordedPrecision === null) return [];
  const parts = given ? [el("span.im-figures", {}, degrees(recordedLon, recordedLat))] : [];
  if (given && !Number.isNaN(lon)) parts.push(`, ${km(distanceKm(recordedLon, recordedLat, lon, lat))} from the mark`);
  if (recordedInside !== null) parts.push(recordedInside ? ", inside what is drawn" : ", outside what is drawn");
  return [
    el("h3", {}, "What the source recorded"),
    el("dl.im-facts.im-recorded", {},
      ...(given ? fact("Coordinate", parts) : []),
      ...(recordedPrecision === null ? [] : fact("How exact", say(recordedClass(cutTitle(recordedPrecision)))))),
  ];
}

function candidates(record) {
  const losers = record.candidates.filter((c, i) => (record.placeId === null ? true : c.id === null ? i > 0 : c.id !== record.placeId));
  if (!losers.length) return null;
  return el("details.im-losers", { open: record.placeId === null },
    el("summary", {}, record.placeId === null ? `${plural(losers.length, "place")} it could be` : `${plural(losers.length, "candidate")} that lost`),
    el("ol", {}, ...losers.map((c) =>
      el("li", {}, foreign(cutTitle(c.name ?? "Without a name")), " ",
        el("span.im-meta", {}, ...[c.admin2, c.admin1].filter(Boolean).flatMap((name, i) => [i ? ", " : "", foreign(cutTitle(name))]),
          ...(Number.isNaN(c.lon) ? [] : [el("br"), el("span.im-figures", {}, degrees(c.lon, c.lat))]),
          ...(c.match === null ? [] : [" · ", MATCH[c.match] ?? foreign(c.match)]),
          ...(Number.isNaN(c.score) ? [] : [` · score ${c.score.toFixed(2)}`]))))));
}

function sources(record) {
  if (!record.sources.length) return [];
  return [
    el("h3", {}, record.sources.length === 1 ? "Source" : "Sources"),
    el("ul.im-sources", {}, ...record.sources.map((source) =>
      el("li", {},
        clipped(source.title ?? source.id ?? "Without a title"),
        el("span.im-meta", {}, ...[source.published, source.licence].filter(Boolean).flatMap((text) => [" · ", foreign(cutTitle(text))])),
        source.url && el("div.im-address", {}, link(source.url)),
        source.sha256 && el("details.im-meta", {}, el("summary", {}, "File's hash"), foreign(cutTitle(`sha256 ${source.sha256}`), "code"))))),
  ];
}
