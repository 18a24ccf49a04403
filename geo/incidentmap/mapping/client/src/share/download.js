// A file made in the page and handed to the reader. Nothing is fetched: a download is no request.
import { el } from "../ui/dom.js";

const HELD_MS = 60_000; // the browser may still be reading it

/** Offer a blob as a file. */
export function download(blob, name) {
  const href = URL.createObjectURL(blob);
  const link = el("a", { href, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), HELD_MS);
}

/** A file's name out of a title: letters, digits and hyphens of any language, never a path, a dot or a device. */
export function fileName(title, what, extension) {
  const safe = title.normalize("NFC").replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  return `${Array.from(safe).slice(0, 60).join("") || "incidentmap"}-${what}.${extension}`;
}
