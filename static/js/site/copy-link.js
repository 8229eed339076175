// <meet-copy-link path="/7KQ2MX" done="Copied">: its button copies the absolute link, or the text in
// the attribute `words`, and shows a confirmation. Screen readers get it from the element's own
// [role=status], or from the one with the id in the attribute `status`, because a menu may contain
// only menu items.

const DONE_MS = 2000; // long enough to be read

class CopyLink extends HTMLElement {
  /** @type {AbortController | undefined} */
  #listening;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  connectedCallback() {
    this.#listening = new AbortController();
    this.addEventListener("click", () => this.#onClick(), { signal: this.#listening.signal });
  }

  disconnectedCallback() {
    this.#listening?.abort();
    clearTimeout(this.#timer);
    this.#say("");
  }

  async #onClick() {
    const link = new URL(this.getAttribute("path") ?? "", location.href).href;
    if (!(await copy(this.getAttribute("words") ?? link))) return;
    this.#say(this.getAttribute("done") ?? "");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#say(""), DONE_MS);
  }

  /** @param {string} words */
  #say(words) {
    this.toggleAttribute("copied", words !== "");
    const id = this.getAttribute("status");
    const status = id ? document.getElementById(id) : this.querySelector("[role=status]");
    if (status) status.textContent = words;
  }
}

/**
 * @param {string} text
 * @returns {Promise<boolean>}
 */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/**
 * Copy with `execCommand`. The clipboard API is missing on plain HTTP outside localhost, where
 * people run Meet in their own network.
 * @param {string} text
 */
function copyBySelection(text) {
  const area = document.createElement("textarea");
  const focused = document.activeElement;
  area.value = text;
  area.readOnly = true;
  area.className = "visually-hidden";
  // Elements outside an open dialog can't have the focus.
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}

customElements.define("meet-copy-link", CopyLink);
