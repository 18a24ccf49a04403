// Takes all words into use, as a page does once it has read its block of them.
import sections from "../../geo/incidentmap/mapping/client/src/words/all.js";
import { useWords } from "../../geo/incidentmap/mapping/client/src/words/index.js";

useWords(sections);
