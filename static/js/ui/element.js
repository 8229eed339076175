/**
 * The ground that every element of a call stands on.
 *
 * An element shows part of the state: `watch` says which part, `render` shows it, and is called
 * again only when one of those values has changed. It asks for things by the commands of `call`. What
 * it listens to while it is on the page it lets go of when it leaves.
 */

/** @import {Call} from "../call/call.js" */
/** @import {State} from "../call/model.js" */

/** @type {Call | undefined} */
let provided;

/**
 * Say which call the elements of this page belong to, before any of them is defined.
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

  /** Find one's parts and listen to them. */
  start() {}

  /** Let go of what `start` and `render` took. */
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
   * The part of this element that must be there.
   * @template {Element} [Part=HTMLElement]
   * @param {string} selector
   * @param {new () => Part} [type]
   * @returns {Part}
   */
  find(selector, type) {
    const part = this.querySelector(selector);
    if (!(part instanceof (type ?? HTMLElement)))
      throw new Error(`No ${selector} in ${this.localName}`);
    return /** @type {Part} */ (part);
  }

  /** An element that can't show itself must not keep the others from it. @param {State} state */
  #gotState(state) {
    try {
      this.#follow(state);
    } catch (error) {
      console.error(`${this.localName} can't be shown:`, error);
    }
  }

  /** @param {State} state */
  #follow(state) {
    const watched = this.watch(state);
    const shown = this.#shown;
    const hasChanged = !shown || Object.keys(watched).some((key) => watched[key] !== shown[key]);
    this.#shown = watched;
    if (hasChanged) this.render(watched);
  }
}

/** A copy of a `<template>` of the page. @param {string} id */
export function cloneTemplate(id) {
  const template = document.getElementById(id);
  if (!(template instanceof HTMLTemplateElement)) throw new Error(`No template #${id}`);
  return /** @type {DocumentFragment} */ (template.content.cloneNode(true));
}
