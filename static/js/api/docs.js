/**
 * The page that shows the REST reference, by Swagger UI, which the page has loaded before.
 *
 * @module
 */

const place = /** @type {HTMLElement} */ (document.getElementById("reference"));

/** @returns {string} what Django expects back from pages that act with their visitor's cookie */
function csrfToken() {
  return /(?:^|; )csrftoken=([^;]*)/.exec(document.cookie)?.[1] ?? "";
}

/** @type {any} */ (window).SwaggerUIBundle({
  url: place.dataset.document,
  domNode: place,
  deepLinking: true,
  requestInterceptor(/** @type {{ headers: Record<string, string> }} */ request) {
    request.headers["X-CSRFToken"] = csrfToken();
    return request;
  },
});
