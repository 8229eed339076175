/**
 * The translations of pages in English: none, because English is the language of the source.
 *
 * On other pages, the import map replaces this module by the one that `manage.py
 * compile_translations` made from `locale/<language>/LC_MESSAGES/djangojs.po`.
 */

/**
 * The forms of each translated message. A message with a context has the key
 * `<context>\u0004<message>`.
 * @type {Record<string, string[]>}
 */
export const messages = {};

/** Return the index of the form for a number. @param {number} n */
export const pluralIndex = (n) => Number(n !== 1);
