// Which place an incident was put at, what the source recorded itself, and the places that lost, on a small map.
import { distanceKm, toX, toY } from "../data/mercator.js";
import { miniMap } from "../map/mini.js";
import { copyButton } from "./copy.js";
import { fact, label } from "./detail_parts.js";
import { clipped, cut, el, foreign } from "./dom.js";
import { say } from "./say.js";
import { degrees, km, matchOf, recordedClass } from "./words.js";
import { number, parts, t } from "../words/index.js";

const LABEL = 120;
const FEW = 6; // candidates that are shown without being asked for
const located = ({ lon, lat }) => !Number.isNaN(lon) && !Number.isNaN(lat);

const chosenOf = ({ candidates: all, placeId }) => all.find((c) => c.id !== null && c.id === placeId) ?? null;

export function gazetteerRecord(record) {
  const inside = [record.admin2, record.admin1, record.country].filter((name) => name !== null);
  // What is drawn as an area has no point of its own; the place that it was drawn from has.
  const from = located(record) ? record : chosenOf(record);
  const spot = from && located(from) ? el("span.im-figures", {}, degrees(from.lon, from.lat)) : null;
  return el("div.im-record", {},
    el("h3", {}, t("detail.record")),
    el("dl.im-facts", {},
      ...fact("detail.name", [record.placeName === null ? t("detail.notGiven") : clipped(record.placeName)]),
      ...(inside.length ? fact("detail.in", inside.flatMap((name, i) => [i ? ", " : "", clipped(name)])) : []),
      ...(record.placeId === null ? [] : fact("detail.id", [label(record.placeId, "code")])),
      ...(record.match === null ? [] : fact("detail.foundBy", say([matchOf(record.match)]))),
      ...(spot ? fact(from === record ? "detail.drawnAt" : "detail.coordinate", [spot, copyButton(spot, t("detail.copyCoordinate"))]) : []),
      ...(record.gazetteer ? fact("detail.gazetteer", parts("detail.version", { version: foreign(record.gazetteer) })) : [])));
}

/** What the source recorded itself: evidence beside the words, and no mark of its own. */
export function recorded({ recordedLon, recordedLat, recordedPrecision, recordedInside, lon, lat }) {
  const given = located({ lon: recordedLon, lat: recordedLat });
  if (!given && recordedPrecision === null) return [];
  const spot = given ? el("span.im-figures", {}, degrees(recordedLon, recordedLat)) : null;
  const nodes = [spot];
  if (given && !Number.isNaN(lon)) nodes.push(t("detail.away", { distance: km(distanceKm(recordedLon, recordedLat, lon, lat)) }));
  if (recordedInside !== null) nodes.push(t(recordedInside ? "detail.inside" : "detail.outside"));
  if (given) nodes.push(copyButton(spot, t("detail.copyCoordinate")));
  return [
    el("h3", {}, t("detail.recorded")),
    el("dl.im-facts.im-recorded", {},
      ...(given ? fact("detail.coordinate", nodes) : []),
      ...(recordedPrecision === null ? [] : fact("detail.howExact", say(recordedClass(cut(recordedPrecision, LABEL)))))),
  ];
}

/** The places that lost, numbered as on the small map; what one points at is marked on both. */
export function candidates(record, losers, mini) {
  if (!losers.length) return null;
  const items = losers.map((c, i) => {
    const onMap = mini && located(c);
    const mark = (on) => () => mini.highlight(on ? i : -1);
    return el("li", onMap ? { tabindex: "0", onmouseenter: mark(true), onmouseleave: mark(false), onfocus: mark(true), onblur: mark(false) } : {},
      label(c.name ?? t("detail.unnamed")), " ",
      el("span.im-meta", {}, ...[c.admin2, c.admin1].filter(Boolean).flatMap((name, k) => [k ? ", " : "", label(name)]),
        ...(located(c) ? [el("br"), el("span.im-figures", {}, degrees(c.lon, c.lat))] : []),
        ...(c.match === null ? [] : [" · ", ...say([matchOf(c.match)])]),
        ...(Number.isNaN(c.score) ? [] : [" · ", t("detail.score", { score: number(c.score, { minimumFractionDigits: 2, maximumFractionDigits: 2 }) })])));
  });
  mini?.listen((at) => items.forEach((item, i) => item.classList.toggle("im-lit", i === at)));
  return el("details.im-losers", { open: record.placeId === null || (mini !== null && losers.length <= FEW) },
    el("summary", {}, t(record.placeId === null ? "detail.couldBe" : "detail.lost", { count: losers.length })),
    el("ol", {}, ...items));
}

/** A small map of the place, the losers and the recorded coordinate; null where only the place itself is known. */
export function smallMap(record, losers, { base, shape, colours }) {
  const at = ({ lon, lat }) => (located({ lon, lat }) ? [toX(lon), toY(lat)] : null);
  const chosen = chosenOf(record);
  const place = at(record) ?? (chosen ? at(chosen) : null);
  const spot = at({ lon: record.recordedLon, lat: record.recordedLat });
  const others = losers.map(at);
  const count = others.filter(Boolean).length;
  if (!count && !spot) return null;
  const what = [
    place && t("detail.miniPlace"),
    shape && t("detail.miniShape"),
    spot && t("detail.miniRecorded"),
    count && t("detail.miniLosers", { count }),
  ].filter(Boolean);
  return miniMap({ base, colours, place, shape, recorded: spot, losers: others }, t("detail.mini", { what: what.join("; ") }));
}
