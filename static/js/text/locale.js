/**
 * Return the locale of dates and lists on the page: the reader's own, if it is of the page's language,
 * so that an English page has the dates of the reader's country.
 * @param {string} language of the page
 * @param {readonly string[]} preferred the locales of the browser, best first
 */
export function localeOf(language, preferred) {
  const isOfPage = (/** @type {string} */ locale) => locale.startsWith(`${language}-`);
  return preferred.find(isOfPage) ?? language;
}
