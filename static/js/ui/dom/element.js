/**
 * The base class of every custom element of a call.
 *
 * An element shows part of the state. `watch` returns the values to show. `render` shows them, and
 * is called again only when one of these values has changed. The element calls the methods of
 * `call` to change something. Listeners added with `listen` are removed when the element leaves the
 * page.
 */

/** @import {Call} from "../../call/call.js" */
/** @import {State} from "../../call/state/model.js" */

/** @type {Call | undefined} */
let provided;

/**
 * Set the call for the elements of this page. Call this before any element is defined.
 * @param {Call} call
 */
export function provideCall(call) {
  provided = call;
}

export class MeetElement extends HTMLElement {
  #listening = new AbortController();
  #unsubscribe = () => {};
  /** @type {Record<string, unknown> | undefined} */
  #shown;

  get call() {
    if (!provided) throw new Error("Elements were defined before they had a call");
    return provided;
  }

  connectedCallback() {
    this.#listening = new AbortController();
    this.start();
    this.#unsubscribe = this.call.store.subscribe((state) => this.#gotState(state));
  }

  disconnectedCallback() {
    this.#unsubscribe();
    this.#listening.abort();
    this.#shown = undefined;
    this.stop();
  }

  /** Find the parts of the element and add listeners. */
  start() {}

  /** Release the resources that `start` and `render` acquired. */
  stop() {}

  /** @param {State} _state @returns {Record<string, unknown>} what `render` is given */
  watch(_state) {
    return {};
  }

  /** @param {any} _watched */
  render(_watched) {}

  /**
   * @template {keyof HTMLElementEventMap} Type
   * @param {EventTarget} target
   * @param {Type} type
   * @param {(event: HTMLElementEventMap[Type]) => void} listener
   */
  listen(target, type, listener) {
    const { signal } = this.#listening;
    target.addEventListener(type, /** @type {EventListener} */ (listener), { signal });
  }

  /**
   * Return a part of this element. Throw an error if it does not exist.
   * @template {Element} [Part=HTMLElement]
   * @param {string} selector
   * @param {new () => Part} [type]
   * @returns {Part}
   */
  find(selector, type) {
    const part = this.querySelector(selector);
    if (!part || !(part instanceof (type ?? HTMLElement) || isInOtherWindow(part)))
      throw new Error(`No ${selector} in ${this.localName}`);
    return /** @type {Part} */ (part);
  }

  /**
   * Show the state. An error is logged, so that other elements are still updated.
   * @param {State} state
   */
  #gotState(state) {
    try {
      this.#update(state);
    } catch (error) {
      console.error(`${this.localName} can't be shown:`, error);
    }
  }

  /** @param {State} state */
  #update(state) {
    const watched = this.watch(state);
    const shown = this.#shown;
    const hasChanged = !shown || Object.keys(watched).some((key) => watched[key] !== shown[key]);
    this.#shown = watched;
    if (hasChanged) this.render(watched);
  }
}

/**
 * The parts of an element that was moved into another window may have the classes of that window.
 * @param {Element} part
 */
function isInOtherWindow({ ownerDocument }) {
  return ownerDocument !== document;
}

/** Return a copy of the content of a `<template>`. @param {string} id */
export function cloneTemplate(id) {
  const template = document.getElementById(id);
  if (!(template instanceof HTMLTemplateElement)) throw new Error(`No template #${id}`);
  return /** @type {DocumentFragment} */ (template.content.cloneNode(true));
}
