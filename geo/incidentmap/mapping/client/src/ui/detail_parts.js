// What the sections of the detail share: facts, labels, and text that is in English whatever the page speaks.
import { clipped, cut, el, foreign } from "./dom.js";
import { t } from "../words/index.js";

const LABEL = 120;

/** A text from outside as a label: one that is too long is cut, and cannot be opened. */
export const label = (text, tag) => foreign(cut(text, LABEL), tag);

/** Rules and reasons are the engine's, and in English. */
export const english = (text) => el("span", { lang: "en" }, clipped(text));

/** A term and what belongs to it, for a list of facts. */
export const fact = (key, nodes) => [el("dt", {}, t(key)), el("dd", {}, ...nodes.filter(Boolean))];
