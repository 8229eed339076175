/**
 * Store the background that the person has chosen, under the key that meetings use as well.
 *
 * If the browser forbids storage, nothing is remembered and everything else works.
 */

/** @import {Background} from "../media/media-state.js" */

const KEY = "meet.background";

export class PairStorage {
  /** @returns {Background} */
  get background() {
    try {
      return JSON.parse(localStorage.getItem(KEY) ?? "null") ?? "none";
    } catch {
      return "none";
    }
  }

  set background(background) {
    try {
      localStorage.setItem(KEY, JSON.stringify(background));
    } catch {
      // Storage is forbidden or full: the next visit starts without a background.
    }
  }
}
