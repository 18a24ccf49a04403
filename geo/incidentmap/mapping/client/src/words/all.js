// All sections of the page's words; `build.mjs` writes them into a file of their own, beside the script.
// Each section is a module here: `{ en: {…}, uk: {…}, ru: {…} }` with the same keys; texts from outside are never in them.
import data from "./data.js";
import detail from "./detail.js";
import filters from "./filters.js";
import legend from "./legend.js";
import limits from "./limits.js";
import list from "./list.js";
import { lines, looks, precision, types } from "./looks.js";
import map from "./map.js";
import page from "./page.js";
import remote from "./remote.js";
import share from "./share.js";
import { popup, story } from "./story.js";
import { match, sure, told } from "./sure.js";
import time from "./time.js";

export default {
  data, detail, filters, legend, limits, lines, list, looks, map, match, page, popup, precision, remote, share, story, sure, time, told, types,
};
