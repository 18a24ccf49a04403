// The distinct words of many texts, each folded once, and which of them each text has. A question's word is looked for
// in the words and not in the texts; a large set has ten times fewer of them, and no text is held twice.
import { foldText, foldWord, tableOf } from "./search.js";

const HIT = 1;
const MAYBE = 2; // holds the first part of a key of several words

export class Vocabulary {
  #numbers = new Map(); // by table, then by word
  #words = [];
  #keys = [];

  /** Number the words of a text; what is read by another table (Ukrainian, Russian) is another word. */
  numbersOf(text, out) {
    const lower = text.toLowerCase();
    const table = tableOf(lower);
    let numbers = this.#numbers.get(table);
    if (!numbers) this.#numbers.set(table, (numbers = new Map()));
    for (let from = 0, to = 0; to < lower.length; from = to + 1) {
      to = lower.indexOf(" ", from);
      if (to < 0) to = lower.length;
      if (to === from) continue;
      const word = lower.slice(from, to);
      let number = numbers.get(word);
      if (number === undefined) {
        number = this.#words.length;
        numbers.set(word, number);
        this.#words.push(word);
        this.#keys.push(foldWord(word, table));
      }
      out.push(number);
    }
  }

  /** What each word is to one of a question's: 0, `HIT` or `MAYBE`. */
  hits({ word, key }) {
    const first = key.split(" ", 1)[0];
    const whole = first === key ? HIT : MAYBE;
    const out = new Uint8Array(this.#words.length);
    for (let i = 0; i < out.length; i++) {
      if (this.#words[i].includes(word)) out[i] = HIT;
      else if (key && this.#keys[i].includes(first)) out[i] = whole;
    }
    return out;
  }
}

/** Texts by the numbers of their words. */
export class Texts {
  #starts;
  #numbers;

  /** `textAt(i)` gives text i, or null. */
  constructor(vocabulary, count, textAt) {
    this.textAt = textAt;
    this.#starts = new Int32Array(count + 1);
    const numbers = [];
    for (let i = 0; i < count; i++) {
      const text = textAt(i);
      if (text !== null) vocabulary.numbersOf(text, numbers);
      this.#starts[i + 1] = numbers.length;
    }
    this.#numbers = Int32Array.from(numbers);
  }

  /** Which texts hold a word: of `hits` (`Vocabulary.hits`) for the same question. */
  holding({ key }, hits) {
    const starts = this.#starts;
    const numbers = this.#numbers;
    const out = new Uint8Array(starts.length - 1);
    for (let i = 0; i < out.length; i++) {
      let found = 0;
      for (let at = starts[i]; at < starts[i + 1] && found !== HIT; at++) found = hits[numbers[at]] || found;
      out[i] = found === MAYBE ? Number(foldText(this.textAt(i)).includes(key)) : found;
    }
    return out;
  }
}
