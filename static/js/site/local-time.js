// <meet-time shape="date|time|moment"><time datetime="…">: shows the time in the reader's time zone
// and locale. The server does not know them; without scripts, its UTC time stays.

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const SHAPES = {
  date: { dateStyle: "medium" },
  time: { timeStyle: "short" },
  moment: { dateStyle: "medium", timeStyle: "short" },
};

class LocalTime extends HTMLElement {
  connectedCallback() {
    const time = this.querySelector("time");
    if (!time) return;
    const moment = new Date(time.dateTime);
    const shape = SHAPES[this.getAttribute("shape") ?? "moment"];
    time.textContent = new Intl.DateTimeFormat(undefined, shape).format(moment);
    time.title = new Intl.DateTimeFormat(undefined, SHAPES.moment).format(moment);
  }
}

customElements.define("meet-time", LocalTime);
