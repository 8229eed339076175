/**
 * `<meet-statistics-dialog>`: the measurements of the connection to one person, or of all
 * connections. They are refreshed every second while the dialog is open, and are not announced.
 *
 * The copied text is the tables without their captions, which contain the names of people.
 */

import { personOfSeat } from "../../call/state/selectors.js";
import { isolate, showText } from "../dom/bidi-text.js";
import { cloneTemplate } from "../dom/element.js";
import { KeyedList } from "../dom/keyed-list.js";
import { statisticsText, valuesOf } from "../text/statistics-text.js";
import { Dialog } from "./dialog.js";

/** @import {MeasuredConnection} from "../../call/commands/statistics.js" */
/** @import {Dialog as OpenDialog} from "../../call/state/model.js" */

const INTERVAL_MS = 1000;

export class StatisticsDialog extends Dialog {
  /** @type {KeyedList<MeasuredConnection, HTMLElement> | undefined} */
  #tables;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  /** @override */
  start() {
    super.start();
    this.#tables ??= new KeyedList(this.find(".statistics"), {
      key: ({ participantId }) => participantId ?? "",
      create: newTable,
      update: (table, measured) => this.#showOne(table, measured),
    });
  }

  /** @override */
  stop() {
    clearInterval(this.#timer);
  }

  /** @override @param {{dialog: OpenDialog | null}} watched */
  render({ dialog }) {
    super.render({ dialog });
    clearInterval(this.#timer);
    if (dialog?.kind !== "statistics") return;
    this.#timer = setInterval(() => this.#refresh(), INTERVAL_MS);
    this.#refresh();
  }

  async #refresh() {
    const measured = await this.call.statistics.read();
    const { dialog } = this.call.store.state;
    if (dialog?.kind !== "statistics") return;
    const { participantId } = dialog;
    const shown = measured.filter((one) => !participantId || one.participantId === participantId);
    this.#tables?.show(shown);
    this.find("[data-none]").hidden = shown.length > 0;
    this.find("meet-copy-link").setAttribute("words", this.#asText());
  }

  /** @param {HTMLElement} table @param {MeasuredConnection} measured */
  #showOne(table, measured) {
    const { participantId } = measured;
    const person = personOfSeat(this.call.store.state, participantId ?? "");
    const name = person ? isolate(person.displayName) : statisticsText.toServer;
    for (const caption of table.querySelectorAll("caption")) showText(caption, name);
    const values = valuesOf(measured);
    table.querySelectorAll("td").forEach((cell, index) => showText(cell, values[index] ?? ""));
  }

  #asText() {
    const tables = [...this.querySelectorAll("table")].map((table, index) =>
      [statisticsText.connection(index + 1), ...[...table.rows].map(rowText)].join("\n"),
    );
    return [navigator.userAgent, ...tables].join("\n\n");
  }
}

/** @returns {HTMLElement} */
function newTable() {
  const table = document.createElement("table");
  table.className = "statistics__table";
  table.append(cloneTemplate("connection-statistics"));
  return table;
}

/** @param {HTMLTableRowElement} row */
function rowText({ cells }) {
  const words = [...cells].map(({ textContent }) => (textContent ?? "").replaceAll("\n", ", "));
  return words.filter((one) => one !== "").join(" | ");
}
