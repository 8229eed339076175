/**
 * Hold the state of a call. The store does not know what the state contains. Every change is the
 * result of an event, and listeners are called in the order in which they subscribed. An error of a
 * listener is reported, and the other listeners are still called.
 */

/**
 * @template State, Event
 * @param {State} initial
 * @param {(state: State, event: Event) => State} apply
 * @param {(error: unknown) => void} [gotError]
 */
export function createStore(initial, apply, gotError = logListenerError) {
  let state = initial;
  /** @type {Set<(state: State) => void>} */
  const listeners = new Set();
  /** @param {(state: State) => void} listener */
  const notify = (listener) => {
    try {
      listener(state);
    } catch (error) {
      gotError(error);
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
      for (const listener of listeners) notify(listener);
    },
    /**
     * Call a listener now and after every change. Return a function that unsubscribes it.
     * @param {(state: State) => void} listener
     */
    subscribe(listener) {
      listeners.add(listener);
      notify(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** @param {unknown} error */
function logListenerError(error) {
  console.error("A view can't be shown:", error);
}
