// A button with a menu, as the ARIA practices have it: arrows move, letters jump, Escape closes.
import { el } from "./dom.js";
import { icon } from "./icons.js";

let menus = 0;

/**
 * Make a menu button.
 *
 * @param {object} options `items()` gives `{label, run}` or `{label, href, download}` each time it opens; null is a line.
 * @returns {HTMLElement}
 */
export function menuButton({ label, picture, items }) {
  const id = `im-menu-${++menus}`;
  const button = el(
    "button.im-button", { type: "button", "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": id, "aria-label": label, title: label },
    icon(picture),
  );
  const list = el("div.im-menu", { role: "menu", id, "aria-label": label, hidden: true });
  const node = el("div.im-menu-box", {}, button, list);
  const entries = () => [...list.querySelectorAll("[role=menuitem]")];

  function open(at = 0) {
    list.replaceChildren(...items().map((item) => entry(item, close)));
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    entries().at(at)?.focus();
    document.addEventListener("pointerdown", outside, true);
  }

  function close({ back = true } = {}) {
    if (list.hidden) return;
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    if (back) button.focus();
  }

  const outside = (event) => !node.contains(event.target) && close({ back: false });
  button.addEventListener("click", () => (list.hidden ? open() : close()));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    open(event.key === "ArrowUp" ? -1 : 0);
  });
  list.addEventListener("keydown", (event) => {
    const all = entries();
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) all.at(to % all.length).focus();
    else if (event.key === "Escape") close();
    else if (event.key === "Tab") return close({ back: false });
    else if (event.key.length === 1 && /\p{L}/u.test(event.key)) startingWith(all, at, event.key)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation(); // Escape closes the menu and nothing behind it
  });
  node.addEventListener("focusout", (event) => event.relatedTarget && !node.contains(event.relatedTarget) && close({ back: false }));
  return node;
}

function entry(item, close) {
  if (!item) return el("div", { role: "separator" });
  const { label, run, href, download } = item;
  const attributes = { role: "menuitem", tabindex: "-1", onclick: () => (close(), run?.()) };
  return href ? el("a", { ...attributes, href, download }, label) : el("button", { ...attributes, type: "button" }, label);
}

const startingWith = (all, at, letter) =>
  [...all.slice(at + 1), ...all.slice(0, at + 1)].find(({ textContent }) => textContent.toLowerCase().startsWith(letter.toLowerCase()));
