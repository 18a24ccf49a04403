// A button that copies a text; where the browser forbids that, it selects the text for the reader to copy.
import { copyText } from "./dialog.js";
import { el } from "./dom.js";
import { t } from "../words/index.js";

const SHOWN_MS = 2500;

/** A button that copies what `node`, which stands beside it, shows. `label` says what that is. */
export function copyButton(node, label) {
  const said = el("span", {}, t("detail.copy"));
  const button = el("button.im-copy-one", { type: "button", "aria-label": label, title: label }, said);
  const status = el("span.im-sr", { role: "status" });
  let timer;
  const tell = (words) => {
    said.textContent = status.textContent = words;
    clearTimeout(timer);
    timer = setTimeout(() => {
      said.textContent = t("detail.copy");
      status.textContent = "";
    }, SHOWN_MS);
  };
  button.addEventListener("click", async () => {
    if (await copyText(node.textContent)) {
      tell(t("detail.copied"));
      return;
    }
    window.getSelection()?.selectAllChildren(node);
    tell(t("detail.copyByHand"));
  });
  return el("span.im-copying", {}, button, status);
}
