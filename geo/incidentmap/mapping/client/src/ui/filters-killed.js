// The filter by how many were killed. Unknown is not zero: what has no figure passes only while the filter is off.
import { KILLED } from "../data/limits.js";
import { t } from "../words/index.js";
import { el } from "./dom.js";
import { foldingGroup } from "./filters-facet.js";

const CHOICES = [
  { key: "anyStated", range: [0, null] },
  { key: "atLeastOne", range: [1, null] },
  { key: "atLeastTen", range: [10, null] },
];
const SETTLE_MS = 300;

/** The range that two fields ask for; null where nothing is asked. A range that is upside down is turned. */
export function rangeOf(least, most) {
  const read = (text) => (/^\d+$/.test(text.trim()) ? Number(text) : null);
  const [low, high] = [read(least), read(most)];
  if (low === null && high === null) return null;
  return low !== null && high !== null && low > high ? [high, low] : [low, high];
}

export function killedGroup(view) {
  const least = field();
  const most = field();
  let timer;
  const chosen = (range) => view.setFilter({ killed: range });
  for (const input of [least, most]) {
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => chosen(rangeOf(least.value, most.value)), SETTLE_MS);
    });
  }
  const quick = CHOICES.map(({ key, range }) => ({
    range,
    node: el("button.im-quick", {
      type: "button", "aria-pressed": "false", onclick: () => chosen(same(view.filters.killed, range) ? null : range),
    }, t(`filters.${key}`)),
  }));
  const group = foldingGroup("killed", {},
    el("div.im-quick-row", {}, ...quick.map(({ node }) => node)),
    el("div.im-range-fields", {}, el("label", {}, el("span", {}, t("filters.from")), least), el("label", {}, el("span", {}, t("filters.to")), most)),
    el("p.im-meta", {}, t("filters.killedHint")));

  function update() {
    const { killed } = view.filters;
    for (const { node, range } of quick) node.setAttribute("aria-pressed", String(same(killed, range)));
    // A field is not rewritten under the hand that fills it in.
    if (document.activeElement !== least) least.value = killed?.[0] ?? "";
    if (document.activeElement !== most) most.value = killed?.[1] ?? "";
    group.node.hidden = view.engine.totals.incidents === 0;
    group.count(null, killed ? 1 : 0);
  }
  return { node: group.node, update };
}

const same = (a, b) => Boolean(a) && (a[0] ?? 0) === b[0] && a[1] === b[1];

const field = () => el("input.im-number-field", { type: "number", min: "0", max: String(KILLED), step: "1", inputmode: "numeric" });
