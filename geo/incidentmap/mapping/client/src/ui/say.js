// Sentences of `words.js` as nodes: what comes from outside stays apart from the page's own words.
import { clipped } from "./dom.js";

export function say(parts) {
  return parts.map((part) => (typeof part === "string" ? part : clipped(part.text)));
}
