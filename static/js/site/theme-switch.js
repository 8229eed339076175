// <meet-theme-switch>: radio buttons "system", "light" and "dark". This module knows where the
// choice is stored, and which attribute of <html> the design tokens follow.

const KEY = "meet.theme"; // theme-early.js reads it too
const THEMES = ["light", "dark"];

class ThemeSwitch extends HTMLElement {
  /** @type {AbortController | undefined} */
  #listening;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#show(document.documentElement.dataset.theme ?? "system");
    this.addEventListener("change", (event) => this.#onChange(event), { signal });
    window.addEventListener("storage", (event) => this.#onStorage(event), { signal });
  }

  disconnectedCallback() {
    this.#listening?.abort();
  }

  /** @param {Event} event */
  #onChange(event) {
    if (!(event.target instanceof HTMLInputElement)) return;
    apply(event.target.value);
    keep(event.target.value);
  }

  /** @param {StorageEvent} event */
  #onStorage(event) {
    if (event.key !== KEY) return;
    apply(event.newValue ?? "system");
    this.#show(event.newValue ?? "system");
  }

  /** @param {string} theme */
  #show(theme) {
    for (const input of this.querySelectorAll("input")) input.checked = input.value === theme;
  }
}

/** @param {string} theme */
function apply(theme) {
  if (THEMES.includes(theme)) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

/** @param {string} theme */
function keep(theme) {
  try {
    if (THEMES.includes(theme)) localStorage.setItem(KEY, theme);
    else localStorage.removeItem(KEY);
  } catch {
    // The browser forbids storage: the choice lasts until the next page.
  }
}

customElements.define("meet-theme-switch", ThemeSwitch);
