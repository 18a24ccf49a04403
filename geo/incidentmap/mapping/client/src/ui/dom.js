// Making elements. Text from incidents becomes text nodes, here and nowhere else; no markup is ever parsed.
import { t } from "../words/index.js";

const SVG = "http://www.w3.org/2000/svg";
const CLIP = 600; // characters of a text that can be opened
const LABEL = 200; // characters of a label, which cannot

/** Make an element: `el("p.note", {title: "x"}, "text", child)`. Null children are left out. */
export function el(selector, attributes = {}, ...children) {
  const [tag, ...classes] = selector.split(".");
  const node = document.createElement(tag || "div");
  if (classes.length) node.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Make a small picture of SVG paths around (0, 0): `[{d, fill, faint, thin, dash, colour}]`. */
export function picture(paths, { size = 20, view = 22, className = "im-icon" } = {}) {
  const svg = drawn("svg", {
    viewBox: `${-view / 2} ${-view / 2} ${view} ${view}`, width: size, height: size, "aria-hidden": "true", class: className,
  });
  for (const { d, fill, faint, thin, dash, colour = "currentColor" } of paths) {
    svg.append(drawn("path", {
      d, fill: fill || faint ? colour : "none", "fill-rule": "evenodd", "stroke-linecap": "round", "stroke-linejoin": "round",
      ...(faint && { "fill-opacity": "0.3" }),
      ...(!fill && { stroke: colour, "stroke-width": thin ? "1.1" : "1.6" }),
      ...(dash && { "stroke-dasharray": dash }),
    }));
  }
  return svg;
}

function drawn(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

/** Text from outside, kept apart from the direction of the words around it; never more than a label holds. */
export function foreign(text, tag = "bdi") {
  return el(tag, { dir: "auto" }, cut(text, LABEL));
}

/** A text of at most so many characters. Laying out one of a megabyte would stop the page. */
export const cut = (text, most) => (text.length > most ? `${whole(text.slice(0, most - 1))}…` : text);

/** The same, with a long text clipped behind a button. */
export function clipped(text) {
  if (text.length <= CLIP) return el("bdi", { dir: "auto" }, text);
  const shown = el("bdi", { dir: "auto" }, cut(text, CLIP));
  const button = el("button.im-link", { type: "button" }, t("detail.showAll", { n: text.length }));
  button.addEventListener("click", () => {
    shown.textContent = text;
    button.remove();
  });
  return el("span", {}, shown, " ", button);
}

/** A link if the address is one that a browser may follow, else its text. Of a long address the start is shown. */
export function link(address) {
  const text = foreign(address);
  const safe = safeAddress(address);
  if (!safe) return text;
  return el("a", { href: safe, rel: "noopener noreferrer nofollow", target: "_blank" }, text);
}

export function safeAddress(address) {
  if (!/^https?:\/\//i.test(address)) return null;
  try {
    return new URL(address).href;
  } catch {
    return null;
  }
}

// A cut must not leave half of a surrogate pair.
const whole = (text) => text.replace(/[\ud800-\udbff]$/, "");

export const narrow = () => window.matchMedia("(max-width: 640px)").matches;

export const still = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
