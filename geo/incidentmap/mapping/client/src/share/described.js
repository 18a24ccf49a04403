// What is shown, in words: for a file, a picture, a printed sheet. The words are those of the chips, but every value is
// named, as nothing there can be unfolded.
import { asText, chipsOf, countWords } from "../ui/filters-words.js";
import { t } from "../words/index.js";

/** One text for each filter that is on; `tree` is types with their sub-types. */
export const described = (filters, tree) => chipsOf(filters, tree, Infinity).map(({ words }) => asText(words));

/** The same as one sentence: "Shown: Type: Battles; …", or that all are. */
export const shown = (filters, tree) => t("share.filtered", { what: described(filters, tree).join("; ") || t("share.all") });

/** "12 of 29 incidents". */
export const howMany = (view) => countWords(view.result.matched, totalOf(view));

export const totalOf = ({ engine, config }) => Math.max(config.total ?? 0, engine.totals.incidents);
