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

/** The key of a text: no case, accents, apostrophes or punctuation, Latin letters, one spelling for each sound. */
export function foldText(text) {
  let folded = text.toLowerCase();
  if (/[^\x00-\x7f]/.test(folded)) {
    const table = /[іїєґ]/.test(folded) ? UKRAINIAN : RUSSIAN;
    folded = folded.normalize("NFKD").replace(/\p{M}+/gu, "").replace(/[^\x00-\x7f]/g, (letter) => table.get(letter) ?? letter);
  }
  return folded
    .replace(/['’‘ʼʹʻ`´″ʺ′]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/kh|[yij]{1,3}[aeou]?/g, (sound) => (sound === "kh" ? "h" : (MERGED[sound.at(-1)] ?? "i")));
}

/** What is looked in: the text as it is, then its key. */
export const haystack = (text) => `${text.toLowerCase()}\n${foldText(text)}`;

/** Make the test that a haystack holds every word of a question, as written or by its key; null for no words. */
export function finder(question) {
  const words = question.toLowerCase().split(/\s+/).filter(Boolean).map((word) => [word, foldText(word)]);
  if (!words.length) return null;
  return (hay) => words.every(([word, key]) => hay.includes(word) || (key !== "" && hay.includes(key)));
}
