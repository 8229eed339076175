// <meet-live-board address="…">: keeps what the server rendered inside it up to date, by asking for
// it again while the page is looked at. It knows nothing of what the board shows.

const REFRESH_MS = 5_000;

class LiveBoard extends HTMLElement {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  connectedCallback() {
    this.#timer = setInterval(() => this.#refresh(), REFRESH_MS);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  async #refresh() {
    if (document.hidden) return;
    const answer = await ask(this.getAttribute("address") ?? "");
    this.toggleAttribute("stale", answer === undefined);
    if (answer?.redirected)
      location.reload(); // signed out meanwhile
    else if (answer?.ok) this.#show(await answer.text());
  }

  /** @param {string} page */
  #show(page) {
    const focused = document.activeElement?.id;
    const parsed = new DOMParser().parseFromString(page, "text/html");
    this.replaceChildren(...parsed.body.children);
    if (focused) document.getElementById(focused)?.focus();
  }
}

/**
 * @param {string} address
 * @returns {Promise<Response | undefined>} undefined where the server can't be reached
 */
async function ask(address) {
  try {
    return await fetch(address);
  } catch {
    return undefined;
  }
}

customElements.define("meet-live-board", LiveBoard);
