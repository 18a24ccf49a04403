// Reads the elements that carry a page's data (`packing.py` writes them): JSON, or JSON compressed, in base64.

/** A page that cannot be read; `words` is the key of what to tell the reader. */
export class Unreadable extends Error {
  constructor(words, cause) {
    super(words, { cause });
    this.words = words;
  }
}

/**
 * Read an element's data, and let its text go: it is not needed twice.
 *
 * @throws {Unreadable} when it is not there, is cut short, or this browser cannot unpack it
 */
export async function readBlock(id) {
  const element = document.getElementById(id);
  if (!element) throw new Unreadable("data.incomplete");
  const packed = element.dataset.packed === "deflate";
  if (packed && typeof DecompressionStream !== "function") throw new Unreadable("data.old");
  const text = element.textContent;
  try {
    const data = packed ? await unpack(text) : JSON.parse(text);
    element.textContent = "";
    return data;
  } catch (cause) {
    throw new Unreadable("data.incomplete", cause);
  }
}

/** Text in base64 to what it holds. The stream is the browser's own; nothing is fetched. */
export async function unpack(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
}
