// A dialog over the page: the browser's own, which keeps the focus in it and gives it back.
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "../words/index.js";

/** Open a dialog in the page; it is removed when it closes. Returns the element. */
export function openDialog(title, ...children) {
  const close = el("button.im-button", { type: "button", "aria-label": t("share.close"), title: t("share.close") }, icon("close", 16));
  const heading = el("h2", { id: "im-dialog-title" }, title);
  const node = el("dialog.im-dialog", { "aria-labelledby": heading.id }, el("div.im-dialog-head", {}, heading, close), ...children);
  close.addEventListener("click", () => node.close());
  node.addEventListener("click", (event) => event.target === node && node.close()); // beside it
  node.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation());
  node.addEventListener("close", () => node.remove());
  (document.querySelector(".im-app") ?? document.body).append(node);
  node.showModal();
  return node;
}

/** A text to take along: a field with it, selected, and a button that copies it. */
export function copyField(text, { label, rows = 3 }) {
  const field = el("textarea.im-copy", { readonly: true, rows, "aria-label": label, spellcheck: "false", dir: "ltr" });
  field.value = text;
  const said = el("span.im-meta", { role: "status" });
  const button = el("button.im-button.im-strong", { type: "button" }, t("share.copy"));
  button.addEventListener("click", async () => {
    const done = await copyText(text);
    said.textContent = t(done ? "share.copied" : "share.copyYourself");
    if (!done) field.select();
  });
  return { node: el("div.im-copy-box", {}, field, el("p", {}, button, " ", said)), select: () => (field.focus(), field.select()) };
}

/** Whether a text could be put on the clipboard, which the browser or its owner may deny. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
