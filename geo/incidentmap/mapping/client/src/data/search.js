// One spelling for search: what makes "Тёткино", "Tyotkino" and "tetkino" find each other. It follows incidentmap.names.

const letters = (from, to) => from.split("").map((letter, i) => [letter, to.split(" ")[i]]);

const OTHER = [...letters("іїєґўјљњћђџѓќѕ", "i yi ye g u j lj nj c dj dz g k dz"), ["ł", "l"], ["ø", "o"], ["æ", "ae"], ["œ", "oe"],
  ["đ", "d"], ["ð", "d"], ["þ", "th"], ["ı", "i"], ["ħ", "h"], ["ə", "e"], ["ß", "ss"]];
const RUSSIAN = new Map([
  ...OTHER,
  ...letters("абвгдежзийклмнопрстуфхцчшщыэюя", "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch y e yu ya"),
  ["ъ", ""],
  ["ь", ""],
]);
const UKRAINIAN = new Map([...RUSSIAN, ["г", "h"], ["и", "y"]]);
const MERGED = { e: "e", o: "e", a: "ia", u: "iu" };

// What stands between blanks is a word. All that Python or JavaScript takes for a blank is one.
const BLANKS = /[\s\x1c-\x1f\x85]+/;

/** In lower case; a sigma is the same at the end of a word as within it. */
export const lowerCase = (text) => text.toLowerCase().replaceAll("ς", "σ");

/** The key of a text: no case, accents, apostrophes or punctuation, Latin letters, one spelling for each sound. */
export const foldText = (text) => fold(lowerCase(text), RUSSIAN);

/** The keys of a text in lower case, by both readings of Cyrillic; one where they are the same. */
export function keysOf(lower) {
  const key = fold(lower, RUSSIAN);
  // The readings differ in this letter alone: all that и may be is one sound. Without its sign ѓ is г as well.
  if (!/[гѓ]/.test(lower)) return [key];
  const other = fold(lower, UKRAINIAN);
  return other === key ? [key] : [key, other];
}

function fold(lower, table) {
  if (/^[a-hl-xz0-9]+$/.test(lower)) return lower; // nothing to fold
  let folded = lower;
  if (/[^\x00-\x7f]/.test(folded)) {
    folded = lowerCase(folded.normalize("NFKD").replace(/\p{M}+/gu, "")).replace(/[^\x00-\x7f]/g, (letter) => table.get(letter) ?? letter);
  }
  return folded
    .replace(/['’‘ʼʹʻ`´″ʺ′]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/kh|[yij]{1,3}[aeou]?/g, (sound) => (sound === "kh" ? "h" : (MERGED[sound.at(-1)] ?? "i")));
}

/** What stands between blanks. */
export const splitWords = (text) => text.split(BLANKS).filter(Boolean);

/** The words of a question, as written and by their keys. */
export const questions = (question) =>
  [...new Set(splitWords(lowerCase(question)))].map((word) => ({ word, keys: keysOf(word).filter(Boolean) }));

/** Whether one text holds a word of a question: the rule by which everything here finds. */
export function holdsWord(text, { word, keys }) {
  const lower = lowerCase(text);
  return lower.includes(word) || keysOf(lower).some((key) => keys.some((part) => key.includes(part)));
}
