// What prettier and tsc don't see. Undefined names are tsc's to find.
import js from "@eslint/js";

import unmarkedText from "./.ci/unmarked-text.js";

export default [
  { ignores: ["node_modules/", ".venv/", "var/"] },
  js.configs.recommended,
  {
    files: ["**/*.js", "**/*.mjs"],
    rules: {
      "no-undef": "off",
      "no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      "no-param-reassign": "error",
      "prefer-const": "error",
      "prefer-template": "error",
      eqeqeq: "error",
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Data is shown by textContent." },
        { property: "outerHTML", message: "Data is shown by textContent." },
      ],
    },
  },
  {
    files: ["static/js/**/*.js"],
    plugins: { meet: { rules: { "unmarked-text": unmarkedText } } },
    rules: { "meet/unmarked-text": "error" },
  },
];
