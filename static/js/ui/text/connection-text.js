/** Sentences about the connection that a person checks before a meeting. */

import { gettext } from "../../text/gettext.js";

/** @import {CheckedConnection} from "../../call/commands/connection-check.js" */
/** @import {DirectWay, RelayWay} from "../../rtc/network-check.js" */

/** @typedef {"good" | "unsure" | "bad"} Verdict */
/** @typedef {{key: string, verdict: Verdict, words: string}} Finding */

/** @type {Record<DirectWay, [Verdict, string]>} */
const DIRECT = {
  possible: ["good", gettext("Direct connections to other people are possible.")],
  local: ["unsure", gettext("Direct connections are only certain within your own network.")],
  blocked: ["bad", gettext("Your browser or network blocks direct connections.")],
};

/** @type {Record<RelayWay, [Verdict, string]>} */
const RELAY = {
  reachable: ["good", gettext("The relay server for restricted networks responds.")],
  unreachable: [
    "bad",
    gettext("The relay server does not respond. A firewall may block it. Try another network."),
  ],
  unknown: ["unsure", gettext("This browser does not report whether the relay server responds.")],
  none: ["unsure", gettext("This site has no relay server for restricted networks.")],
};

/** @param {CheckedConnection} checked @returns {Finding[]} */
function findings({ isServerReachable, direct, relay }) {
  const server = isServerReachable
    ? finding("server", ["good", gettext("The server responds.")])
    : finding("server", [
        "bad",
        gettext("The server does not respond. Check your internet connection, then try again."),
      ]);
  return [server, finding("direct", DIRECT[direct]), finding("relay", RELAY[relay])];
}

/** @param {string} key @param {[Verdict, string]} about @returns {Finding} */
function finding(key, [verdict, words]) {
  return { key, verdict, words };
}

export const connectionText = {
  check: gettext("Check connection"),
  checking: gettext("Checking…"),
  findings,
};
