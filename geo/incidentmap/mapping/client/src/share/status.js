// What the page tells in passing, over the map: that a link was copied, that a part of one could not be read.
import { el } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { t } from "../words/index.js";

const PASSING_MS = 5000;

/** A quiet status line; `tell(nodes, {passing})` shows it until it is closed, or for a moment. */
export function quietStatus() {
  const text = el("span", { role: "status" });
  const close = el("button.im-button", { type: "button", "aria-label": t("share.close"), title: t("share.close") }, icon("close", 14));
  const node = el("div.im-told", { hidden: true }, text, close);
  let timer;
  const hide = () => {
    node.hidden = true;
    text.replaceChildren();
  };
  close.addEventListener("click", hide);
  const tell = (nodes, { passing = false } = {}) => {
    clearTimeout(timer);
    node.hidden = false;
    text.replaceChildren(...nodes);
    if (passing) timer = setTimeout(hide, PASSING_MS);
  };
  return { node, tell };
}
