// Register the service worker, after everything that the page itself needs.
//
// It takes control of pages that are opened later. A new version waits until all pages of the old
// version are closed, so that no page gets files of two versions. Browsers have service workers
// only on HTTPS and localhost.

function register() {
  navigator.serviceWorker?.register("/service-worker.js", { updateViaCache: "none" }).catch(() => {
    // Without a connection, or if the browser forbids storage, pages work without it.
  });
}

if (document.readyState === "complete") register();
else window.addEventListener("load", register, { once: true });
