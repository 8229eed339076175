/**
 * Translate messages into the language of the page.
 *
 * The names of these functions are the marks that `manage.py update_translations` looks for.
 * Therefore they are called with literals. A value in a message is written as `%(name)s`. Text of
 * other people among the values is isolated by the caller.
 */

import { messages, pluralIndex } from "#translations";

/** @typedef {Record<string, string | number>} Values */

const CONTEXT_SEPARATOR = "\u0004";
const VALUE = /%\((\w+)\)s/g;

/** @param {string} message @param {Values} [values] */
export function gettext(message, values) {
  return interpolate(messages[message]?.[0] ?? message, values);
}

/**
 * Translate a message that has several meanings.
 * @param {string} context the meaning, for translators
 * @param {string} message
 * @param {Values} [values]
 */
export function pgettext(context, message, values) {
  return interpolate(messages[context + CONTEXT_SEPARATOR + message]?.[0] ?? message, values);
}

/**
 * Translate a message that depends on a number. The number itself is the value `%(count)s`.
 * @param {string} singular
 * @param {string} plural
 * @param {number} count
 * @param {Values} [values]
 */
export function ngettext(singular, plural, count, values) {
  const untranslated = count === 1 ? singular : plural;
  const translated = messages[singular]?.[pluralIndex(count)];
  return interpolate(translated ?? untranslated, { count, ...values });
}

/** @param {string} message @param {Values} [values] */
function interpolate(message, values) {
  if (!values) return message;
  return message.replace(VALUE, (mark, name) => String(values[name] ?? mark));
}
