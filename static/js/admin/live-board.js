// <meet-live-board address="…">: refreshes its server-rendered content by requesting it again while
// the page is visible. It does not know the content of the board. An unchanged node stays in the
// page, so that focus, selection and mouse presses are kept.

import { morph } from "../ui/dom/morph.js";

const REFRESH_MS = 5_000;
/** After this time the server counts as unreachable. */
const ANSWER_MS = 10_000;

class LiveBoard extends HTMLElement {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;
  #isAsking = false;

  connectedCallback() {
    this.#timer = setInterval(() => this.#refresh(), REFRESH_MS);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  async #refresh() {
    if (document.hidden || this.#isAsking) return;
    this.#isAsking = true;
    const page = await ask(this.getAttribute("address") ?? "");
    this.#isAsking = false;
    this.toggleAttribute("stale", page === undefined);
    if (page !== undefined) this.#show(page);
  }

  /** @param {string} page */
  #show(page) {
    const wanted = new DOMParser().parseFromString(page, "text/html").body;
    // Keep the attributes of this element.
    for (const { name, value } of this.attributes) wanted.setAttribute(name, value);
    morph(this, wanted);
  }
}

/**
 * @param {string} address
 * @returns {Promise<string | undefined>} undefined if the server can't be reached
 */
async function ask(address) {
  const giving = new AbortController();
  const timer = setTimeout(() => giving.abort(), ANSWER_MS);
  try {
    const answer = await fetch(address, { signal: giving.signal });
    if (answer.redirected) location.reload(); // signed out meanwhile
    return answer.ok ? await answer.text() : undefined;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

customElements.define("meet-live-board", LiveBoard);
