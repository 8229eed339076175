// <meet-shown-above number="4" input="id_places">: is shown while the number in the input is greater.
// Without scripts, it is always shown.

class ShownAbove extends HTMLElement {
  /** @type {AbortController | undefined} */
  #listening;

  connectedCallback() {
    const input = document.getElementById(this.getAttribute("input") ?? "");
    if (!(input instanceof HTMLInputElement)) return;
    this.#listening = new AbortController();
    input.addEventListener("input", () => this.#show(input), { signal: this.#listening.signal });
    this.#show(input);
  }

  disconnectedCallback() {
    this.#listening?.abort();
  }

  /** @param {HTMLInputElement} input */
  #show(input) {
    this.hidden = !(input.valueAsNumber > Number(this.getAttribute("number")));
  }
}

customElements.define("meet-shown-above", ShownAbove);
