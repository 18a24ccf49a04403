// Everything about an incident as nodes; used by the page's panel and by the popup of the plain layer.
import { STYLES, styleOf } from "../look.js";
import { copyButton } from "./copy.js";
import { english, fact } from "./detail_parts.js";
import { candidates, gazetteerRecord, recorded, smallMap } from "./detail_place.js";
import { evidence, sources } from "./detail_sources.js";
import { clipped, cut, el, foreign } from "./dom.js";
import { glyphIcon, lookIcon } from "./icons.js";
import { say, typeName } from "./say.js";
import { doubt, fatalities, howSure, when } from "./words.js";
import { parts, t } from "../words/index.js";

const LONGEST = 120; // characters of a type

/**
 * The nodes, and the small map among them if there is one. `base`, `shape` and `colours()` are for that map; without
 * a base there is none. `placed` is a node that stands below what the place is, for one that is on the map.
 */
export function detail(record, { base = null, shape = null, colours = null, placed = null } = {}) {
  const hasPlace = !Number.isNaN(record.lon) || record.placeId !== null;
  const losers = record.candidates.filter((c, i) => (record.placeId === null ? true : c.id === null ? i > 0 : c.id !== record.placeId));
  const mini = base ? smallMap(record, losers, { base, shape, colours }) : null;
  const nodes = [
    title(record),
    record.summary && el("p.im-summary", {}, clipped(record.summary)),
    el("dl.im-facts", {},
      ...fact("detail.when", say(when(record))),
      ...fact("detail.where", where(record)),
      ...fact("detail.who", record.actors.length ? record.actors.flatMap((actor, i) => [i ? el("br") : null, clipped(actor)]) : [t("detail.notGiven")]),
      ...fact("detail.killed", [fatalities(record.fatalities)])),
    sureness(record, placed),
    ...evidence(record),
    ...recorded(record),
    hasPlace ? gazetteerRecord(record) : null,
    mini?.node,
    candidates(record, losers, mini),
    ...sources(record),
    identity(record),
  ].filter(Boolean);
  return { nodes, mini };
}

function title({ type, subType }) {
  const style = styleOf(type);
  const name = subType ?? type;
  return el("div.im-what", {}, glyphIcon(style, 26),
    el("div", {},
      el("h2", {}, name === null ? t("detail.untyped") : typeName(cut(name, LONGEST))),
      el("p.im-meta", {}, subType && type ? typeName(type) : STYLES[style].label)));
}

function where(record) {
  const nodes = [record.place === null ? t("detail.notGiven") : clipped(record.place)];
  if (record.within) nodes.push(el("br"), el("span.im-meta", {}, ...parts("detail.within", { name: clipped(record.within) })));
  return nodes;
}

function sureness(record, placed) {
  const doubted = record.candidates.length > 1 ? doubt(record) : null;
  return el("div.im-sure", {}, lookIcon(record.look, 26, record),
    el("div", {}, el("h3", {}, t("detail.howSure")),
      el("p", {}, ...say(howSure(record))),
      doubted && el("p", {}, ...say(doubted)),
      record.rule && el("p.im-meta", {}, ...parts("detail.rule", { rule: english(record.rule) })),
      placed && el("p", {}, placed)));
}

function identity({ id }) {
  const code = foreign(id ?? "", "code");
  return el("p.im-meta.im-id", {}, ...parts("detail.incident", { id: code }), id ? copyButton(code, t("detail.copyId")) : "");
}
