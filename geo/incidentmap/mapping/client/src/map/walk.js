// Going from mark to mark by key: those in view, from the middle of the map outwards.
import { formatInterval } from "../data/time.js";
import { STYLES } from "../look.js";
import { typeOf } from "../ui/words.js";
import { t } from "../words/index.js";

/** Make the walk; `hand` points at and opens marks (`interact`), `announce` says where one is. */
export function walk(map, marks, view, hand, announce) {
  let order = null; // the marks in view, while neither map nor incidents change
  let at = -1;
  const forget = () => {
    order = null;
    at = -1;
  };
  map.on("movestart zoomstart", forget);
  for (const event of ["filter", "marks", "data"]) view.on(event, forget);

  function step(by) {
    order ??= marks.inView();
    if (!order.length) {
      announce(t("map.none"));
      return;
    }
    at = at < 0 ? (by > 0 ? 0 : order.length - 1) : (at + by + order.length) % order.length;
    hand.point(order[at]);
    announce(t("map.step", { at: at + 1, of: order.length, what: said(view, order[at]) }));
  }
  /** Open the mark that one is at; false when there is none. */
  function open() {
    const hit = order?.[at];
    if (!hit) return false;
    hand.open(hit);
    announce(t("map.opened", { what: said(view, hit) }));
    return true;
  }
  return { step, open };
}

function said(view, { count, first }) {
  const line = view.incidents.line(first);
  // Of what its server has not sent, the mark tells how many and of which type.
  if (!line) return count > 1 ? t("map.incidents", { count }) : STYLES[view.incidents.style[first]].label;
  const { type, subType, place, placeName, start, end } = line;
  const where = placeName ?? place ?? "";
  const kind = subType ?? type;
  if (count > 1) return [t("map.incidents", { count }), where].filter(Boolean).join(", ");
  return [kind === null ? t("map.incident") : typeOf(kind).text, where, formatInterval(start, end)].filter(Boolean).join(", ");
}
