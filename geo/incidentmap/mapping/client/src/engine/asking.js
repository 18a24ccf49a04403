// Asking a server: one question at a time, and after it the newest. While a brush is dragged every answer is shown, and
// no queue grows behind it.

const OUT_OF_DATE_MS = 1200; // a question that nobody waits for any more is given up after so long

export class Asking {
  #running = null;
  #next = null;
  #lost = null; // the question that has failed
  #missed = new Set(); // addresses beside the questions that have failed, and are still wanted

  /** `failed(error | null)` hears of each failure, and when nothing is lost any more. */
  constructor({ failed = () => {}, busy = () => {} } = {}) {
    this.failed = failed;
    this.busy = busy;
  }

  /** Ask; only the newest of what waits is asked. `take(answer)` is given what came; `lost()` is called if nothing did. */
  ask(address, take, lost = () => {}) {
    // What is given up already brings no answer, even if it is wanted again.
    if (this.#running?.address === address && !this.#running.control.signal.aborted) {
      this.#next = null;
      Object.assign(this.#running, { take, lost });
      return;
    }
    this.#next = { address, take, lost };
    if (!this.#running) this.#go();
    else if (performance.now() - this.#running.began > OUT_OF_DATE_MS) this.#running.control.abort();
  }

  /** Ask again what has failed. */
  again() {
    this.forget();
    if (this.#lost && !this.#running) this.ask(this.#lost.address, this.#lost.take, this.#lost.lost);
  }

  /** What has been missed beside the questions is not wanted any more, or will be fetched again. */
  forget() {
    this.#missed.clear();
  }

  #came() {
    if (!this.#lost && !this.#missed.size) this.failed(null);
  }

  /** Fetch beside the questions: pages of a list do not wait for the map. */
  async fetch(address) {
    try {
      const answer = await fetchJson(address);
      this.#missed.delete(address);
      this.#came();
      return answer;
    } catch (error) {
      this.#missed.add(address);
      this.failed(error);
      throw error;
    }
  }

  async #go() {
    const asked = { ...this.#next, control: new AbortController(), began: performance.now() };
    this.#next = null;
    this.#running = asked;
    this.busy(true);
    let answer = null;
    let error = null;
    try {
      answer = await fetchJson(asked.address, asked.control.signal);
    } catch (reason) {
      error = reason;
    }
    this.#running = null;
    try {
      if (answer) {
        this.#lost = null;
        asked.take(answer);
        this.#came();
      } else if (!asked.control.signal.aborted) {
        this.#lost = asked;
        this.failed(error);
        if (!this.#next) asked.lost();
      }
    } finally {
      if (this.#next && !this.#running) this.#go();
      else if (!this.#running) this.busy(false);
    }
  }
}

/** Fetch JSON; what the server refuses is an error with its words. */
export async function fetchJson(address, signal) {
  const answer = await fetch(address, { signal, headers: { accept: "application/json" } });
  if (!answer.ok) throw new Refused(answer.status);
  return answer.json();
}

export class Refused extends Error {
  constructor(status) {
    super(String(status));
    this.status = status;
  }
}
