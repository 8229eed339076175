/**
 * Show the REST reference with Swagger UI, which the page has loaded before this script.
 *
 * @module
 */

const container = /** @type {HTMLElement} */ (document.getElementById("reference"));

/**
 * @returns {string} the CSRF token, which Django requires for requests with the visitor's session
 *   cookie
 */
function csrfToken() {
  return /(?:^|; )csrftoken=([^;]*)/.exec(document.cookie)?.[1] ?? "";
}

/** @type {any} */ (window).SwaggerUIBundle({
  url: container.dataset.document,
  domNode: container,
  deepLinking: true,
  requestInterceptor(/** @type {{ headers: Record<string, string> }} */ request) {
    request.headers["X-CSRFToken"] = csrfToken();
    return request;
  },
});
