/** Sentences about the connection that a person checks before a meeting. */

import { gettext } from "../../text/gettext.js";

/** @import {CheckedConnection, MediaServerAnswer} from "../../call/commands/connection-check.js" */
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

/** @type {Record<string, [Verdict, string]>} by what the server knows */
const MEDIA_SERVER = {
  available: [
    "good",
    gettext(
      "The media server for larger meetings is available. Whether your network reaches it is seen in a meeting only.",
    ),
  ],
  unavailable: [
    "unsure",
    gettext("The media server does not respond at the moment. Larger meetings have sound only."),
  ],
};

/** @type {Record<string, [Verdict, string]>} for a meeting that can't do without a media server */
const REQUIRED_SERVER = {
  missing: [
    "bad",
    gettext("This meeting needs a media server, and this site has none. Tell the host."),
  ],
  available: [
    "good",
    gettext(
      "The media server of this meeting is available. Whether your network reaches it is seen in the meeting only.",
    ),
  ],
  unavailable: [
    "bad",
    gettext(
      "The media server of this meeting does not respond at the moment. Without it, nobody is seen or heard.",
    ),
  ],
  unknown: [
    "unsure",
    gettext("This meeting needs a media server. Whether it responds is seen in the meeting only."),
  ],
};

/** @param {CheckedConnection} checked @returns {Finding[]} */
function findings({ isServerReachable, direct, media, relay }) {
  const server = isServerReachable
    ? finding("server", ["good", gettext("The server responds.")])
    : finding("server", [
        "bad",
        gettext("The server does not respond. Check your internet connection, then try again."),
      ]);
  return [
    server,
    finding("direct", DIRECT[direct]),
    finding("relay", RELAY[relay]),
    ...mediaFindings(media),
  ];
}

/** @param {MediaServerAnswer | null} media @returns {Finding[]} nothing if none is of use here */
function mediaFindings(media) {
  const known = media?.isRequired ? REQUIRED_SERVER : MEDIA_SERVER;
  const about = known[media?.mediaServer ?? ""];
  return about ? [finding("media", about)] : [];
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
