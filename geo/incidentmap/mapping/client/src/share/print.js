// The page on paper: title, what is shown, map, legend, the list as a table, and what the page says of itself. It is
// made when somebody prints, by the menu or by the browser, and taken away afterwards.
import { isoDay } from "../data/time.js";
import { NONE } from "../data/columns.js";
import { creditLines } from "../ui/about.js";
import { cut, el, foreign } from "../ui/dom.js";
import { precisionWords } from "../ui/filters-words.js";
import { named } from "../ui/say.js";
import { readColours } from "../ui/theme.js";
import { typeOf } from "../ui/words.js";
import { t } from "../words/index.js";
import { howMany, shown } from "./described.js";
import { drawMap } from "./picture.js";

const ROWS = 500;
const SUMMARY = 300;
const PATIENCE_MS = 8000;

/** Print, once the rows that are printed are here; those of a large set come from its server. */
export async function print(view) {
  const tooLong = new Promise((done) => setTimeout(done, PATIENCE_MS));
  await Promise.race([view.listed.have(ROWS), tooLong]);
  window.print();
}

/** Make the page ready for paper whenever it is printed, be it by the browser, which waits for nothing. */
export function printing(view, map) {
  const app = map.getContainer().closest(".im-app");
  let sheet = null;
  window.addEventListener("beforeprint", () => {
    sheet?.remove();
    sheet = paper(view, map, app);
    app.append(sheet);
  });
  window.addEventListener("afterprint", () => {
    sheet?.remove();
    sheet = null;
  });
}

/** The colours of paper, whatever the page wears. */
function light() {
  const plain = el("div.im-host", { hidden: true });
  document.body.append(plain);
  const colours = readColours(plain);
  plain.remove();
  return { ...colours, paper: "#ffffff", ink: "#000000" };
}

function paper(view, map, app) {
  const drawn = drawMap(map, light());
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", t("share.map"));
  const legend = [...app.querySelectorAll(".im-legend ul")].filter((list) => !list.hidden).map((list) => list.cloneNode(true));
  const rows = view.listed;
  const printed = [];
  // Up to what is not here: a table must not have gaps that nobody sees.
  for (let i = 0; i < Math.min(rows.length, ROWS) && rows.at(i) >= 0; i++) printed.push(rows.at(i));
  return el("section.im-print", {},
    el("h1", {}, foreign(view.config.title)),
    el("p", {}, howMany(view), ". ", long(shown(view.filters, view.engine.tree))),
    drawn,
    el("div.im-print-legend", {}, ...legend),
    table(view, printed),
    printed.length < rows.length && el("p", {}, t("share.printPart", { shown: String(printed.length), count: rows.length })),
    el("footer", {}, ...creditLines(view).map((line) => el("p", {}, long(line)))));
}

// Lines of the page's own may be longer than a label.
const long = (text) => el("bdi", { dir: "auto" }, cut(text, 2000));

function table(view, rows) {
  const heads = ["when", "what", "where", "sure", "killed", "summary", "sources"];
  return el("table", {},
    el("thead", {}, el("tr", {}, ...heads.map((key) => el("th", { scope: "col" }, t(`share.${key}`))))),
    el("tbody", {}, ...rows.map((row) => line(view.incidents.record(row)))));
}

function sureness(key) {
  const words = key === null ? t("told.notStated") : precisionWords(key);
  return words.text === undefined ? words : named(words);
}

function line(record) {
  const days = [...new Set([record.start, record.end].filter((day) => day !== NONE).map(isoDay))];
  const kind = [...new Set([record.type, record.subType].filter(Boolean))].map((type) => typeOf(type).text).join(" · ");
  const killed = [...new Set(record.fatalities.map((n) => n ?? "?"))].join("–");
  const sure = record.reason ? [`${t("share.unplaced")}: `, el("span", { lang: "en" }, foreign(record.reason))] : [sureness(record.precision)];
  const sources = record.sources.slice(0, 3).map(({ title, url, id }) => [title ?? id, url].filter(Boolean).join(" "));
  return el("tr", {}, el("td", {}, days.join(" – ")), ...[kind, record.place ?? record.placeName].map((text) => el("td", {}, foreign(text ?? ""))),
    el("td", {}, ...sure), el("td", {}, killed === "?" ? t("told.notStated") : killed), el("td", {}, long(cut(record.summary ?? "", SUMMARY))), el("td", {}, long(cut(sources.join("; "), SUMMARY))));
}
