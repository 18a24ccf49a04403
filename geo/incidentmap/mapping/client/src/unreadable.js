// What a page says instead of an empty map when its file was cut short or this browser cannot read it.
import { Unreadable } from "./data/blocks.js";
import { el } from "./ui/dom.js";
import { setLanguage, t } from "./words/index.js";

/** Say it over the whole of `app`, in the document's language: nothing else has been read yet. */
export function sayUnreadable(app, error) {
  if (!(error instanceof Unreadable)) throw error;
  setLanguage(document.documentElement.lang);
  app.replaceChildren(el("div.im-unreadable", { role: "alert" }, el("h1", {}, t("data.title")), el("p", {}, t(error.words))));
}

/** A file that ends too early never reaches the call that starts its page. */
export function watchForStart(isStarted) {
  document.addEventListener("DOMContentLoaded", () => {
    const app = document.querySelector(".im-app"); // a map of somebody else's has none
    if (app && !isStarted()) sayUnreadable(app, new Unreadable("data.incomplete"));
  });
}
