// Evidence as it is shown: each sentence once, with all the words of it that were used and all the rules that used them.

/** Group pieces of evidence by source and sentence, in the order they come. */
export function bySentence(pieces) {
  const groups = new Map();
  for (const { source, sentence, rule, start, end } of pieces) {
    const key = JSON.stringify([source, sentence]);
    if (!groups.has(key)) groups.set(key, { source, sentence: sentence ?? "", rules: [], spans: [] });
    const group = groups.get(key);
    if (rule && !group.rules.includes(rule)) group.rules.push(rule);
    if (start >= 0 && end > start) group.spans.push([start, end]);
  }
  return [...groups.values()];
}

/** Cut a sentence into runs of [text, used]. Offsets count code points, as Python counts them; spans may overlap. */
export function runs(sentence, spans) {
  const points = Array.from(sentence);
  const edges = spans
    .map(([start, end]) => [Math.min(start, points.length), Math.min(end, points.length)])
    .sort((a, b) => a[0] - b[0]);
  const out = [];
  let at = 0;
  const add = (end, used) => {
    if (end > at) out.push([points.slice(at, end).join(""), used]);
    at = Math.max(at, end);
  };
  for (const [start, end] of edges) {
    add(start, false);
    add(end, true);
  }
  add(points.length, false);
  return out;
}
