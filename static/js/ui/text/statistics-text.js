/** The words and numbers of the statistics of connections. */

import { gettext } from "../../text/gettext.js";
import { listStates, locale } from "./lists.js";

/** @import {MeasuredConnection} from "../../call/commands/statistics.js" */
/** @import {Direction, MovingPicture, Path} from "../../rtc/connection-report.js" */

const NONE = "–";
const milliseconds = new Intl.NumberFormat(locale, { style: "unit", unit: "millisecond" });
const kilobits = new Intl.NumberFormat(locale, { style: "unit", unit: "kilobit-per-second" });
const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });

/** @type {Record<Path, string>} */
const paths = {
  direct: gettext("Direct"),
  relay: gettext("Relay of the other side"),
  "relay-udp": gettext("Relay over UDP"),
  "relay-tcp": gettext("Relay over TCP"),
  "relay-tls": gettext("Relay over TLS"),
};

export const statisticsText = {
  toServer: gettext("To the media server"),
  /** Name a connection without the person's name. @param {number} number */
  connection: (number) => gettext("Connection %(number)s", { number }),
};

/**
 * Return the values of a connection in the order of the table: the path, the round trip, then loss,
 * pictures, bit rate and codecs, each received and sent. A cell may have several lines.
 * @param {MeasuredConnection} measured
 */
export function valuesOf({ isServed, report }) {
  const { path, received, roundTripMs, sent } = report;
  const over = [isServed ? gettext("Media server") : "", path ? paths[path] : ""];
  /** @param {(direction: Direction) => string} show */
  const both = (show) => [show(received) || NONE, show(sent) || NONE];
  return [
    listStates(over.filter((words) => words !== "")) || NONE,
    format(milliseconds, roundTripMs) || NONE,
    ...both(({ loss }) => format(percent, loss)),
    ...both(({ pictures }) => pictures.map(pictureText).join("\n")),
    ...both(({ kbitPerSecond }) => format(kilobits, kbitPerSecond)),
    ...both(({ codecs }) => codecs.join("\n")),
  ];
}

/** @param {Intl.NumberFormat} format @param {number | null} value */
function format({ format }, value) {
  return value === null ? "" : format(value);
}

/** @param {MovingPicture} picture */
function pictureText({ width, height, framesPerSecond }) {
  return gettext("%(width)s × %(height)s, %(rate)s fps", { width, height, rate: framesPerSecond });
}
