// Which language the page speaks: what its address says, else what was chosen before, else what it was made in.
import { currentLanguage, LANGUAGES, setLanguage, t } from "../words/index.js";
import { el } from "./dom.js";
import { keep, kept } from "./keep.js";

const NAME = "language";

/** Choose the language before anything is built. */
export function startLanguage(made) {
  const asked = new URLSearchParams(window.location.hash.slice(1)).get("lang");
  const known = [asked, kept(NAME), made].find((key) => key && Object.hasOwn(LANGUAGES, key));
  setLanguage(known ?? "en");
  document.documentElement.lang = currentLanguage();
}

/** The choice of a language; the page is built anew in it, where and as it was. */
export function languageChoice(view) {
  const options = Object.entries(LANGUAGES).map(([key, name]) =>
    el("option", { value: key, lang: key, selected: key === currentLanguage() }, name),
  );
  const select = el("select.im-select.im-language", { "aria-label": t("page.language"), title: t("page.language") }, ...options);
  select.addEventListener("change", () => {
    keep(NAME, select.value);
    view.emit("language", select.value);
  });
  return select;
}
