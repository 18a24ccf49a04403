// Making elements. Text from incidents becomes text nodes, here and nowhere else; no markup is ever parsed.
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

/** Make a small picture of SVG paths around (0, 0): `[{d, fill, faint, colour}]`. */
export function picture(paths, { size = 20, view = 22, className = "im-icon" } = {}) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `${-view / 2} ${-view / 2} ${view} ${view}`);
  svg.setAttribute("width", size);
  svg.setAttribute("height", size);
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", className);
  for (const { d, fill, faint, colour } of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    path.setAttribute("fill", fill ? (colour ?? "currentColor") : "none");
    if (faint) path.setAttribute("fill-opacity", "0.22");
    if (!fill || faint) path.setAttribute("stroke", colour ?? "currentColor");
    if (!fill || faint) path.setAttribute("stroke-width", "1.6");
    path.setAttribute("stroke-linecap", "round");
    path.setAttribute("stroke-linejoin", "round");
    svg.append(path);
  }
  return svg;
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
  const button = el("button.im-link", { type: "button" }, `Show all ${text.length.toLocaleString("en")} characters`);
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

export const plural = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

export const narrow = () => window.matchMedia("(max-width: 640px)").matches;

export const still = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
