// <meet-time shape="date|time|moment"><time datetime="…">: shows the time in the reader's time zone
// and locale. The server does not know them; without scripts, its UTC time stays.

import { localeOf } from "../text/locale.js";

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const SHAPES = {
  date: { dateStyle: "medium" },
  time: { timeStyle: "short" },
  moment: { dateStyle: "medium", timeStyle: "short" },
};

const LOCALE = localeOf(document.documentElement.lang, navigator.languages);

class LocalTime extends HTMLElement {
  connectedCallback() {
    const time = this.querySelector("time");
    if (!time) return;
    const moment = new Date(time.dateTime);
    const shape = SHAPES[this.getAttribute("shape") ?? "moment"];
    time.textContent = new Intl.DateTimeFormat(LOCALE, shape).format(moment);
    time.title = new Intl.DateTimeFormat(LOCALE, SHAPES.moment).format(moment);
  }
}

customElements.define("meet-time", LocalTime);
