// <meet-confirm>: contains a form and a <dialog>. A button with `data-asks` opens the dialog. The
// dialog's "yes" submits the form as that button would. Without scripts, the form is submitted at
// once.

class Confirm extends HTMLElement {
  /** @type {AbortController | undefined} */
  #listening;
  /** @type {HTMLButtonElement | undefined} */
  #button;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.addEventListener("click", (event) => this.#onClick(event), { signal });
    // `close` doesn't bubble.
    this.addEventListener("close", () => this.#onClose(), { signal, capture: true });
  }

  disconnectedCallback() {
    this.#listening?.abort();
  }

  get #dialog() {
    return this.querySelector("dialog");
  }

  /** @param {MouseEvent} event */
  #onClick(event) {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button?.hasAttribute("data-asks") || !button.form?.reportValidity()) return;
    event.preventDefault();
    this.#button = button;
    if (this.#dialog) this.#dialog.returnValue = "";
    this.#dialog?.showModal();
  }

  #onClose() {
    if (this.#dialog?.returnValue === "yes") this.#button?.form?.requestSubmit(this.#button);
  }
}

customElements.define("meet-confirm", Confirm);
