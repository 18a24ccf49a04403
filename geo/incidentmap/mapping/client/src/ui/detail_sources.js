// The words that an incident was read from, with those that were used marked in them, and where they come from.
import { bySentence, runs } from "../data/evidence.js";
import { english, label } from "./detail_parts.js";
import { clipped, el, link } from "./dom.js";
import { parts, t } from "../words/index.js";

const LONGEST = 2500; // characters of a sentence that words are marked in

export function evidence(record) {
  const heading = el("h3", {}, t("detail.evidence"));
  if (!record.evidence.length) return [heading, el("p.im-meta", {}, t("detail.noEvidence"))];
  return [
    heading,
    ...bySentence(record.evidence).map(({ sentence, source, rules, spans }) =>
      el("figure.im-evidence", {},
        el("blockquote", {}, marked(sentence, spans, record.place)),
        el("figcaption.im-meta", {}, ...readBy(rules, source)))),
  ];
}

function readBy(rules, source) {
  const from = source && label(source);
  const several = rules.length > 1 && el("ul.im-rules", {}, ...rules.map((rule) => el("li", {}, english(rule))));
  if (rules.length !== 1) return [several || "", ...(from ? parts("detail.fromSource", { source: from }) : [])];
  const read = parts("detail.readBy", { rule: english(rules[0]) });
  return from ? parts("detail.andSource", { rule: read, source: from }) : read;
}

/** The sentence with the used words marked in it; where no offsets are known, the place's own words. */
function marked(sentence, spans, words) {
  if (sentence.length > LONGEST) return clipped(sentence);
  const at = spans.length || !words ? -1 : sentence.indexOf(words);
  const known = at < 0 ? spans : [[Array.from(sentence.slice(0, at)).length, Array.from(sentence.slice(0, at + words.length)).length]];
  return el("bdi", { dir: "auto" }, ...runs(sentence, known).map(([text, used]) => (used ? el("mark", {}, text) : text)));
}

export function sources(record) {
  const count = record.sources.length;
  const heading = el("h3", {}, t("detail.source", { count: count || 1 }));
  if (!count) return [heading, el("p.im-meta", {}, t("detail.noSource"))];
  return [
    heading,
    el("ul.im-sources", {}, ...record.sources.map((source) =>
      el("li", {},
        clipped(source.title ?? source.id ?? t("detail.untitled")),
        el("span.im-meta", {}, ...[source.published, source.licence].filter(Boolean).flatMap((text) => [" · ", label(text)])),
        source.url && el("div.im-address", {}, link(source.url)),
        source.sha256 && el("details.im-meta", {}, el("summary", {}, t("detail.hash")), label(`sha256 ${source.sha256}`, "code"))))),
  ];
}
