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

/** Which letters a text in lower case is read by: one Ukrainian letter makes all of it Ukrainian. */
export const tableOf = (lower) => (/[іїєґ]/.test(lower) ? UKRAINIAN : RUSSIAN);

/** The key of a text: no case, accents, apostrophes or punctuation, Latin letters, one spelling for each sound. */
export function foldText(text) {
  const lower = text.toLowerCase();
  return foldWord(lower, tableOf(lower));
}

/** The key of a word, or of several, in lower case. */
export function foldWord(word, table) {
  if (/^[a-hl-xz0-9]+$/.test(word)) return word; // nothing to fold
  let folded = word;
  if (/[^\x00-\x7f]/.test(folded)) {
    folded = folded.normalize("NFKD").replace(/\p{M}+/gu, "").replace(/[^\x00-\x7f]/g, (letter) => table.get(letter) ?? letter);
  }
  return folded
    .replace(/['’‘ʼʹʻ`´″ʺ′]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/kh|[yij]{1,3}[aeou]?/g, (sound) => (sound === "kh" ? "h" : (MERGED[sound.at(-1)] ?? "i")));
}

/** The words of a question, as written and by their keys. */
export function questions(question) {
  return question.toLowerCase().split(/\s+/).filter(Boolean).map((word) => ({ word, key: foldText(word) }));
}
