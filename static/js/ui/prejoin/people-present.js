/** `<meet-people-present>`: the people who were in the meeting when the page was loaded. */

import { showText } from "../dom/bidi-text.js";
import { MeetElement } from "../dom/element.js";
import { text } from "../text/text.js";

export class PeoplePresent extends MeetElement {
  /** @override */
  render() {
    const { mustKnock, present, presentCount } = this.call.config;
    const more = presentCount - present.length;
    const known = presentCount > 0 ? text.present(present, more) : text.nobodyPresent;
    showText(this, mustKnock ? text.mustKnock : known);
  }
}
