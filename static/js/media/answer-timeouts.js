/** Wait for the browser's answer about a device, for a limited time. */

/** @import {Timers} from "../browser/timers.js" */

/**
 * Devices usually open within this time. After it, the browser is probably asking the person for
 * permission, and the person may not see the prompt.
 */
const PENDING_MS = 3000;
/** After this time nothing waits for the browser's answer. */
const UNANSWERED_MS = 20_000;

/**
 * Settle when the browser has answered, or after 20 s.
 * @param {Promise<void>} answered
 * @param {Timers} timers
 * @param {(problem: "pending" | "unanswered") => void} gotProblem called after 3 s and after 20 s
 */
export async function withTimeouts(answered, timers, gotProblem) {
  /** @type {any} */
  let silent;
  const silence = new Promise((resolve) => {
    silent = timers.set(() => {
      gotProblem("unanswered");
      resolve(null);
    }, UNANSWERED_MS);
  });
  const asking = timers.set(() => gotProblem("pending"), PENDING_MS);
  await Promise.race([answered, silence]);
  timers.clear(asking);
  timers.clear(silent);
}
