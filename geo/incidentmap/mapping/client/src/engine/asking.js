// Asking a server: one question at a time, and after it the newest. While a brush is dragged every answer is shown, and
// no queue grows behind it.

const OUT_OF_DATE_MS = 1200; // a question that nobody waits for any more is given up after so long

export class Asking {
  #running = null;
  #next = null;
  #lost = null; // the question that has failed

  /** `failed(error | null)` hears of each failure, and of the first answer after one. */
  constructor({ failed = () => {}, busy = () => {} } = {}) {
    this.failed = failed;
    this.busy = busy;
  }

  /** Ask; only the newest of what waits is asked. `take(answer)` is given what came. */
  ask(address, take) {
    if (this.#running?.address === address) {
      this.#next = null;
      this.#running.take = take;
      return;
    }
    this.#next = { address, take };
    if (!this.#running) this.#go();
    else if (performance.now() - this.#running.began > OUT_OF_DATE_MS) this.#running.control.abort();
  }

  /** Ask again what has failed. */
  again() {
    if (this.#lost && !this.#running) this.ask(this.#lost.address, this.#lost.take);
  }

  /** Fetch beside the questions: pages of a list do not wait for the map. */
  async fetch(address) {
    try {
      const answer = await fetchJson(address);
      this.failed(null);
      return answer;
    } catch (error) {
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
    if (answer) {
      this.#lost = null;
      this.failed(null);
      asked.take(answer);
    } else if (!asked.control.signal.aborted) {
      this.#lost = asked;
      this.failed(error);
    }
    if (this.#next && !this.#running) this.#go();
    else if (!this.#running) this.busy(false);
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
