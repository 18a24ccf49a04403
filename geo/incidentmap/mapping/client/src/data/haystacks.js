// Finding words in everything that incidents say: summary, places, candidates, actors, sources, types, days.
import { NONE } from "./columns.js";
import { questions } from "./search.js";
import { isoDay } from "./time.js";
import { Texts, Vocabulary } from "./vocabulary.js";

const PLACE = ["place", "place_name", "within", "admin2", "admin1", "country"];

export class Haystacks {
  #chunks;
  #vocabulary = new Vocabulary();

  /** Reading all texts of a large set takes a moment: this is made at the first question. */
  constructor(chunks) {
    this.#chunks = chunks.map((chunk) => ({ chunk, texts: this.#read(chunk) }));
  }

  #read(chunk) {
    const texts = new Map();
    const columns = [
      ...PLACE.map((name) => chunk.place[name]), chunk.candidate.name, chunk.summary, chunk.eventType, chunk.subEventType,
      chunk.actors.items, chunk.sourceNames,
    ];
    for (const column of columns) {
      const { values } = column;
      const textAt = values ? (i) => values[i] : (i) => column.at(i);
      texts.set(column, new Texts(this.#vocabulary, values ? values.length : column.rows, textAt));
    }
    for (const side of ["starts", "ends"]) {
      const days = chunk[side];
      texts.set(side, new Texts(this.#vocabulary, days.length, (i) => (days[i] === NONE ? null : isoDay(days[i]))));
    }
    return texts;
  }

  /** Make the test whether an incident holds every word of a question, each in any of its texts. */
  finding(question) {
    const words = questions(question);
    const passing = new Uint8Array(this.#chunks.reduce((sum, { chunk }) => sum + chunk.rows, 0)).fill(1);
    for (const word of words) {
      const hits = this.#vocabulary.hits(word);
      let at = 0;
      for (const { chunk, texts } of this.#chunks) {
        const rows = rowsHolding(chunk, (key) => texts.get(key).holding(word, hits));
        for (let row = 0; row < rows.length; row++) passing[at++] &= rows[row];
      }
    }
    return (row) => passing[row] === 1;
  }
}

/** Which rows hold a word, given which texts do: `find(column)`. */
function rowsHolding(chunk, find) {
  const places = new Uint8Array(chunk.places);
  for (const name of PLACE) spread(places, chunk.place[name].codes, find(chunk.place[name]));
  spread(places, chunk.ranked, anyOf(chunk.candidateStarts, chunk.candidate.name, find));
  const rows = new Uint8Array(chunk.rows);
  spread(rows, chunk.where, places);
  for (const side of ["starts", "ends"]) spread(rows, chunk.when, find(side));
  for (const column of [chunk.summary, chunk.eventType, chunk.subEventType]) spread(rows, column.codes, find(column));
  spread(rows, chunk.actors.codes, anyOf(chunk.actors.starts, chunk.actors.items, find));
  spread(rows, chunk.sources.codes, anyOf(chunk.sources.starts, chunk.sourceNames, find));
  return rows;
}

/** Which lists have an item that is found. */
function anyOf(starts, items, find) {
  const found = new Uint8Array(items.rows);
  spread(found, items.codes, find(items));
  const out = new Uint8Array(starts.length - 1);
  for (let list = 0; list < out.length; list++) {
    for (let i = starts[list]; i < starts[list + 1]; i++) out[list] |= found[i];
  }
  return out;
}

/** Add what was found in a table to what points into it: `codes[i]` is where, -1 nowhere; without codes it is i itself. */
function spread(target, codes, found) {
  if (!found.includes(1)) return;
  if (!codes) for (let i = 0; i < target.length; i++) target[i] |= found[i];
  else for (let i = 0; i < target.length; i++) if (codes[i] >= 0) target[i] |= found[codes[i]];
}
