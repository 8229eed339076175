import { describe, it } from "node:test";

import { RuleTester } from "eslint";

import unmarkedText from "../../.ci/unmarked-text.js";

RuleTester.describe = describe;
RuleTester.it = it;

const errors = [{ messageId: "unmarked" }];

new RuleTester().run("unmarked-text", /** @type {any} */ (unmarkedText), {
  valid: [
    'button.textContent = gettext("Join");',
    'button.title = ngettext("One person", "%(count)s people", count);',
    'button.title = isOn ? pgettext("microphone", "On") : gettext("Off");',
    'button.type = "button";',
    'import { text } from "../Some Folder/text.js";',
    'throw new TypeError("No such part");',
    'console.error("The media server can\'t be used:", error);',
    'const field = form.querySelector(".people__lock input");',
    'row.className = "person knocker";',
    'if (event.key === "Enter") send();',
    'switch (key) { case "Escape": close(); }',
    'const isHost = role === "Co-host";',
    "document.title = `${name} · Meet`;",
  ],
  invalid: [
    { code: 'const sentence = "The room is locked";', errors },
    { code: 'show({ join: "Join" });', errors },
    { code: 'notify(isOn ? "the room is locked" : "");', errors },
    { code: "notify(`${name} is muted`);", errors },
    { code: 'button.textContent = "join";', errors },
    { code: 'button.title = name || "somebody";', errors },
    { code: 'button.ariaLabel = "turn " + name;', errors },
    { code: 'button.setAttribute("aria-label", "join");', errors },
    { code: 'const item = { label: "mute", run };', errors },
    { code: 'document.title = "Meet: settings of the room";', errors },
  ],
});
