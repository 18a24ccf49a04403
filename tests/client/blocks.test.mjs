import assert from "node:assert/strict";
import test from "node:test";
import { deflateSync } from "node:zlib";
import { readBlock, unpack, Unreadable } from "../../geo/incidentmap/mapping/client/src/data/blocks.js";

const packed = deflateSync(JSON.stringify({ rows: 3, text: "Тёткино </script>".repeat(100) })).toString("base64");

function page(elements) {
  globalThis.document = { getElementById: (id) => elements[id] ?? null };
  return elements;
}

test("what was packed is unpacked, and let go", async () => {
  const elements = page({
    a: { dataset: { packed: "deflate" }, textContent: packed },
    b: { dataset: {}, textContent: "[1, 2]" },
  });
  assert.equal((await readBlock("a")).rows, 3);
  assert.deepEqual(await readBlock("b"), [1, 2]);
  assert.deepEqual([elements.a.textContent, elements.b.textContent], ["", ""]);
});

test("what is cut short, damaged or not there is incomplete, and never half of it", async () => {
  const damaged = `${packed.slice(0, 40)}AAAA${packed.slice(44)}`;
  for (const text of [packed.slice(0, 60), packed.slice(0, -8), damaged, "", "?"]) {
    page({ a: { dataset: { packed: "deflate" }, textContent: text } });
    await assert.rejects(readBlock("a"), (error) => error instanceof Unreadable && error.words === "data.incomplete", text);
  }
  page({ a: { dataset: {}, textContent: "[1," } });
  await assert.rejects(readBlock("a"), { words: "data.incomplete" });
  await assert.rejects(readBlock("b"), { words: "data.incomplete" });
  await assert.rejects(unpack("%"));
});

test("a browser that cannot unpack is told so", async () => {
  const { DecompressionStream } = globalThis;
  page({ a: { dataset: { packed: "deflate" }, textContent: packed } });
  try {
    globalThis.DecompressionStream = undefined;
    await assert.rejects(readBlock("a"), { words: "data.old" });
  } finally {
    globalThis.DecompressionStream = DecompressionStream;
  }
});
