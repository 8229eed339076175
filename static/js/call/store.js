/**
 * Where the state of a call is kept. The store knows nothing of what is in it; every change is an
 * event applied to it, and listeners hear of each change in the order they subscribed.
 */

/**
 * @template State, Event
 * @param {State} initial
 * @param {(state: State, event: Event) => State} apply
 */
export function createStore(initial, apply) {
  let state = initial;
  /** @type {Set<(state: State) => void>} */
  const listeners = new Set();
  return {
    get state() {
      return state;
    },
    /** @param {Event} event */
    dispatch(event) {
      const next = apply(state, event);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener(state);
    },
    /** Hear of the state now and of every change. @param {(state: State) => void} listener */
    subscribe(listener) {
      listeners.add(listener);
      listener(state);
      return () => listeners.delete(listener);
    },
  };
}
