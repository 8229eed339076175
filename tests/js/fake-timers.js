/** Timers that only advance when `pass` is called. */
export class FakeTimers {
  #now = 0;
  #last = 0;
  /** @type {Map<number, {at: number, run: () => void}>} */
  #waiting = new Map();

  /** @param {() => void} run @param {number} ms */
  set = (run, ms) => {
    this.#last += 1;
    this.#waiting.set(this.#last, { at: this.#now + ms, run });
    return this.#last;
  };

  /** @param {number} timer */
  clear = (timer) => {
    this.#waiting.delete(timer);
  };

  /** The time in milliseconds. */
  now = () => this.#now;

  /** The number of pending timers. */
  get count() {
    return this.#waiting.size;
  }

  /** Advance the time and run every timer that becomes due. @param {number} seconds */
  pass(seconds) {
    const end = this.#now + seconds * 1000;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#waiting.delete(next.timer);
      this.#now = next.at;
      next.run();
    }
    this.#now = end;
  }

  /** @param {number} end */
  #next(end) {
    const due = [...this.#waiting].filter(([, { at }]) => at <= end);
    const [first] = due.sort(([, one], [, other]) => one.at - other.at);
    return first && { timer: first[0], ...first[1] };
  }
}
