/**
 * A rule for ESLint: text that people see is translated by `gettext`, `ngettext` or `pgettext`.
 *
 * Text is a string with two words or with a capitalized word. In a place that is shown, e.g.
 * `textContent`, it is a string with any letter. Not shown are errors, lines of the console,
 * selectors, class names, and what strings are compared with.
 */

const MARKS = new Set(["gettext", "ngettext", "pgettext"]);
const SHOWN = new Set([
  ...["alt", "label", "placeholder", "textContent", "innerText", "title"],
  ...["ariaDescription", "ariaLabel", "ariaRoleDescription", "ariaValueText"],
  ...["aria-description", "aria-label", "aria-roledescription", "aria-valuetext"],
]);
const NOT_SHOWN = new Set([
  ...["closest", "find", "matches", "querySelector", "querySelectorAll"],
  ...["getModifierState", "includes"],
]);
// Names that are alike in all languages, and words of browsers and servers.
const ALIKE = /\b(?:Meet|io (?:client|server) disconnect|noopener noreferrer nofollow)\b/g;
const TEXT = /(?:^|[^\p{L}\p{N}])\p{Lu}\p{Ll}|\p{L}{2} +\p{L}{2}/u;
const LETTER = /\p{L}/u;

/** @typedef {any} Node a node of ESTree; their types differ in each branch here */

/** @type {import("eslint").Rule.RuleModule} */
export default {
  meta: {
    type: "problem",
    schema: [],
    messages: { unmarked: 'People may see "{{ text }}": translate it by gettext.' },
  },
  create(context) {
    const { sourceCode } = context;

    /** @param {Node} node @param {string} text */
    function check(node, text) {
      const around = sourceCode.getAncestors(node).reverse();
      const words = text.replace(ALIKE, "");
      const shape = isShown(node, around) ? LETTER : TEXT;
      if (shape.test(words) && !isExempt(node, around))
        context.report({ node, messageId: "unmarked", data: { text } });
    }

    return {
      Literal(node) {
        if (typeof node.value === "string") check(node, node.value);
      },
      TemplateElement: (node) => check(node, node.value.raw),
    };
  },
};

/**
 * Return whether the value of a string is assigned to something that is shown.
 * @param {Node} node
 * @param {Node[]} around its ancestors, from the inside
 */
function isShown(node, around) {
  let part = node;
  for (const outer of around) {
    switch (outer.type) {
      case "AssignmentExpression":
        return outer.right === part && SHOWN.has(nameOf(outer.left));
      case "Property":
        return outer.value === part && SHOWN.has(nameOf(outer));
      case "CallExpression":
        return (
          nameOf(outer.callee) === "setAttribute" &&
          outer.arguments[1] === part &&
          SHOWN.has(outer.arguments[0].value)
        );
      case "ConditionalExpression":
        if (outer.test === part) return false;
        break;
      case "BinaryExpression":
        if (outer.operator !== "+") return false;
        break;
      case "TemplateLiteral":
      case "LogicalExpression":
        break;
      default:
        return false;
    }
    part = outer;
  }
  return false;
}

/** @param {Node} node @param {Node[]} around */
function isExempt(node, around) {
  const [outer] = around;
  if (outer.source === node || outer.type === "ImportSpecifier") return true;
  if (outer.type === "BinaryExpression" && outer.operator !== "+") return true;
  if (outer.type === "SwitchCase" && outer.test === node) return true;
  if (outer.type === "AssignmentExpression" && nameOf(outer.left) === "className") return true;
  if ((outer.type === "Property" && outer.key === node) || outer.property === node) return true;
  return around.some(isCallOfExempt);
}

/** @param {Node} node */
function isCallOfExempt({ type, callee }) {
  if (type === "NewExpression") return /(?:Error|DOMException|RegExp)$/.test(callee.name);
  if (type !== "CallExpression") return false;
  if (callee.object?.name === "console") return true;
  return MARKS.has(callee.name) || NOT_SHOWN.has(nameOf(callee));
}

/**
 * Return the name of a property, or of a member of an object.
 * @param {Node} node
 */
function nameOf({ key, property }) {
  const name = key ?? property;
  return name?.name ?? name?.value;
}
