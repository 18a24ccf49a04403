// Light and dark. The system's choice holds until someone uses the button; storage may be denied.
import { keep, kept } from "./keep.js";

const NAME = "theme";
const dark = window.matchMedia("(prefers-color-scheme: dark)");

export class Theme {
  constructor(app, changed) {
    this.app = app;
    this.changed = changed;
    this.chosen = kept(NAME);
    dark.addEventListener("change", () => this.apply());
    this.apply();
  }

  get dark() {
    return this.chosen ? this.chosen === "dark" : dark.matches;
  }

  toggle() {
    this.chosen = this.dark ? "light" : "dark";
    keep(NAME, this.chosen);
    this.apply();
  }

  apply() {
    this.app.dataset.theme = this.dark ? "dark" : "light";
    this.colours = readColours(this.app);
    this.changed?.();
  }
}

/** The colours that canvases draw with, out of the style sheet. */
export function readColours(element) {
  const style = getComputedStyle(element);
  const read = (name) => style.getPropertyValue(`--im-${name}`).trim();
  return Object.fromEntries(
    ["land", "water", "river", "waterlabel", "country", "region", "label", "halo", "ring", "fill", "ink", "paper", "bar", "bar-off",
      "quiet", "rule", "hover", "accent"].map(
      (name) => [name.replace("-", ""), read(name)],
    ),
  );
}
