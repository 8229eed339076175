// The script of the page that is shown while Meet can't be reached: it opens the page that the
// person wanted, at the same address, as soon as Meet answers.

const RETRY_MS = 5000;

async function retry() {
  try {
    if ((await fetch("/healthz", { cache: "no-store" })).ok) location.reload();
  } catch {
    // Still no connection: the next attempt follows.
  }
}

setInterval(retry, RETRY_MS);
window.addEventListener("online", retry);
