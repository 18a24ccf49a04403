// The distinct words of many texts, each folded once, and which of them each text has. A question's word is looked for
// in the words and not in the texts; a large set has ten times fewer of them, and no text is held twice.
import { holdsWord, keysOf, lowerCase } from "./search.js";

const HIT = 1;
const BEGINS = 2; // ends with the beginning of a key of several words
const GOES_ON = 4; // begins with the rest of one, or is a part of it
const NO_KEY = 8;

export class Vocabulary {
  #numbers = new Map(); // by word
  #words = [];
  #keys = [];
  #others = []; // the keys by the other reading, where there is one

  /** Number the words of a text. */
  numbersOf(text, out) {
    const lower = lowerCase(text);
    for (let from = 0, to = 0; to < lower.length; from = to + 1) {
      to = lower.indexOf(" ", from);
      if (to < 0) to = lower.length;
      if (to === from) continue;
      const word = lower.slice(from, to);
      let number = this.#numbers.get(word);
      if (number === undefined) {
        number = this.#words.length;
        this.#numbers.set(word, number);
        const [key, other] = keysOf(word);
        this.#words.push(word);
        this.#keys.push(key);
        this.#others.push(other);
      }
      out.push(number);
    }
  }

  /** What each word is to one of a question's: `HIT`, or what it may be of a key of several words. */
  hits({ word, keys }) {
    const cuts = keys.flatMap((key) => [...key.matchAll(/ /g)].map(({ index }) => [key.slice(0, index), key.slice(index + 1)]));
    const of = (key) => {
      if (keys.some((one) => key.includes(one))) return HIT;
      if (key === "") return NO_KEY;
      let found = 0;
      for (const [start, rest] of cuts) {
        if (key.endsWith(start)) found |= BEGINS;
        if (key.startsWith(rest) || rest.startsWith(`${key} `)) found |= GOES_ON;
      }
      return found;
    };
    const out = new Uint8Array(this.#words.length);
    for (let i = 0; i < out.length; i++) {
      const other = this.#others[i];
      out[i] = this.#words[i].includes(word) ? HIT : of(this.#keys[i]);
      if (other !== undefined) out[i] |= of(other);
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
  holding(question, hits) {
    const starts = this.#starts;
    const numbers = this.#numbers;
    const out = new Uint8Array(starts.length - 1);
    for (let i = 0; i < out.length; i++) {
      let before = 0;
      let maybe = false;
      for (let at = starts[i]; at < starts[i + 1]; at++) {
        const hit = hits[numbers[at]];
        if (hit & HIT) {
          out[i] = 1;
          break;
        }
        if (hit & NO_KEY) continue;
        maybe ||= (before & BEGINS) !== 0 && (hit & GOES_ON) !== 0;
        before = hit;
      }
      if (maybe && !out[i]) out[i] = Number(holdsWord(this.textAt(i), question));
    }
    return out;
  }
}
