// The block of a page that holds its words. There is one, however many layers of incidents the page has.
import { readBlock } from "../data/blocks.js";
import { useWords } from "./index.js";

let read = null;

/** Read the words and take them into use; once. */
export const readWords = () => (read ??= readBlock("incidentmap-words").then(useWords));
