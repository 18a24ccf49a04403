// A story as it is written into the page, and its texts: plain, in paragraphs, never markup.
import { cut, el } from "./dom.js";
import { t } from "../words/index.js";

const LONGEST = 4000; // characters of a step's text that are shown without being asked for
const LABEL = 160;

/** The steps: `[{number, label, text, ids, view}]`; of a page without a story none. */
export function readStory(data) {
  if (!data) return [];
  return data.number.map((number, i) => ({
    number: String(number),
    label: cut(data.title[i], LABEL) || t("story.untitled"),
    text: data.text[i],
    ids: data.ids[i],
    view: data.view[i],
  }));
}

/** A text as paragraphs, cut at blank lines; of a very long one the beginning, and a button for the rest. */
export function body(text) {
  if (text.length <= LONGEST) return paragraphs(text);
  const nodes = paragraphs(cut(text, LONGEST));
  const more = el("button.im-link", { type: "button" }, t("detail.showAll", { n: text.length }));
  more.addEventListener("click", () => more.parentNode.replaceChildren(...paragraphs(text)));
  return [...nodes, more];
}

export const split = (text) => text.split(/\r?\n[ \t]*\r?\n/).map((part) => part.trim()).filter(Boolean);

const paragraphs = (text) => split(text).map((part) => el("p", { dir: "auto" }, part));
