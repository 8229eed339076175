/**
 * Where the state of a call is kept. The store knows nothing of what is in it; every change is an
 * event applied to it, and listeners hear of each change in the order they subscribed. A listener
 * that throws is reported, and the others hear of the change all the same.
 */

/**
 * @template State, Event
 * @param {State} initial
 * @param {(state: State, event: Event) => State} apply
 * @param {(error: unknown) => void} [gotTrouble]
 */
export function createStore(initial, apply, gotTrouble = gotTroubleOfListener) {
  let state = initial;
  /** @type {Set<(state: State) => void>} */
  const listeners = new Set();
  /** @param {(state: State) => void} listener */
  const tell = (listener) => {
    try {
      listener(state);
    } catch (error) {
      gotTrouble(error);
    }
  };
  return {
    get state() {
      return state;
    },
    /** @param {Event} event */
    dispatch(event) {
      const next = apply(state, event);
      if (next === state) return;
      state = next;
      for (const listener of listeners) tell(listener);
    },
    /** Hear of the state now and of every change. @param {(state: State) => void} listener */
    subscribe(listener) {
      listeners.add(listener);
      tell(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** @param {unknown} error */
function gotTroubleOfListener(error) {
  console.error("A view can't be shown:", error);
}
