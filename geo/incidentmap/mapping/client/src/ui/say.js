// Sentences of `words.js` as nodes: what comes from outside stays apart from the page's own words.
import { clipped, el, foreign } from "./dom.js";
import { typeOf } from "./words.js";

export function say(parts) {
  return parts.map((part) => {
    if (part.text === undefined || part instanceof Node) return part;
    return part.lang ? el("span", { lang: part.lang }, clipped(part.text)) : clipped(part.text);
  });
}

/** The name of a type or sub-type of event; what the data say is told where the page translates it. */
export const typeName = (type) => named(typeOf(type));

/** The same of what `typeOf` gave, or of any text from outside. */
export const named = ({ text, original }) => (original === undefined ? foreign(text) : el("span", { title: original }, text));
