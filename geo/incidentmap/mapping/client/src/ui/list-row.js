// One row of the list: what, when, where, how many were killed, and why it has no place if it has none.
import { formatInterval } from "../data/time.js";
import { styleOf } from "../look.js";
import { number, t } from "../words/index.js";
import { cut, el, foreign } from "./dom.js";
import { glyphIcon, lookIcon } from "./icons.js";
import { say, typeName } from "./say.js";
import { notPlaced } from "./words.js";

const LONGEST = 160;

/** A row as a node, wherever it will stand (`placeRow`); below 0 is one that has not arrived. */
export function rowNode(view, row) {
  if (row < 0) {
    return el("div.im-row.im-coming", { role: "option", "aria-label": t("list.coming") },
      el("span.im-ghost"), el("div.im-row-text", {}, el("div.im-ghost"), el("div.im-ghost"), el("div.im-ghost")));
  }
  const line = view.incidents.line(row);
  return el(
    "div.im-row",
    { role: "option", "data-row": row },
    glyphIcon(styleOf(line.type), 20),
    el(
      "div.im-row-text", {},
      el("div.im-row-top", {}, el("strong", {}, kind(line)),
        el("time", {}, formatInterval(line.start, line.end))),
      whereAndKilled(view, row, line),
      el("div.im-row-summary", {}, ...summary(view, row, line)),
    ),
  );
}

function kind({ subType, type }) {
  const name = subType ?? type;
  return name === null ? t("list.noType") : typeName(cut(name, LONGEST));
}

/** Say of a row where it stands in the list, of how many, and whether it is at the keyboard or selected. */
export function placeRow(node, { place, active, selected, total }) {
  const said = {
    id: `im-row-${place}`, "data-at": place, "aria-posinset": place + 1, "aria-setsize": total, "aria-selected": selected,
  };
  for (const [name, value] of Object.entries(said)) {
    if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
  }
  node.classList.toggle("im-active", active);
  node.classList.toggle("im-selected", selected);
}

const isPlaced = (view, row) => view.incidents.mark[row] !== 0;

function whereAndKilled(view, row, line) {
  const placed = isPlaced(view, row);
  const name = line.place ?? line.placeName ?? (placed ? "" : t("list.noPlace"));
  const killed = killedFigure(view.incidents, row);
  return el("div.im-row-where", {},
    el("span.im-row-place", {}, lookIcon(placed ? line.look : 0, 15, line), short(name)),
    killed && el("span.im-killed", {}, killed));
}

function summary(view, row, line) {
  if (isPlaced(view, row)) return [short(line.summary ?? "")];
  return say(notPlaced({ reason: line.reason && cut(line.reason, LONGEST) }));
}

const short = (text) => foreign(cut(text, LONGEST));

/** The figure of the killed, where anything above nought is possible by what is stated; else null. */
function killedFigure(incidents, row) {
  const [low, high] = incidents.record(row).fatalities;
  return killedShort(low, high);
}

export function killedShort(low, high) {
  if (!low && !high) return null;
  if (low === high) return t("list.killed", { count: low });
  if (high === null) return t("list.killedAtLeast", { low: number(low) });
  if (low === null) return t("list.killedAtMost", { high: number(high) });
  return t("list.killedRange", { low: number(low), high: number(high) });
}
