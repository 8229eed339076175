/** `<meet-present>`: who is in the meeting already, as of when the page was loaded. */

import { MeetElement } from "./element.js";
import { text } from "./text.js";

export class Present extends MeetElement {
  /** @override */
  render() {
    const { present, presentCount } = this.call.config;
    const more = presentCount - present.length;
    this.textContent = presentCount > 0 ? text.present(present, more) : text.nobodyPresent;
  }
}
