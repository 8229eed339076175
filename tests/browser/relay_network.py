"""A network that lets packets pass only to and from TURN servers, over one protocol.

`window.replacedServers` in a page replaces the servers that Meet has given.
"""

from tests.browser.person import Person

_ONLY_RELAYS = """
const inThisNetwork = (configuration) => ({
  ...configuration,
  iceTransportPolicy: "relay",
  iceServers: (window.replacedServers ?? configuration.iceServers).map((server) => ({
    ...server,
    urls: [server.urls].flat().filter((url) => url.endsWith("transport=PROTOCOL")),
  })),
});
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration) {
    super(inThisNetwork(configuration));
  }
  setConfiguration(configuration) {
    super.setConfiguration(inThisNetwork(configuration));
  }
};
"""


def only_relays(person: Person, protocol: str) -> None:
    """Put a page, which is not open yet, into such a network; `protocol` is "udp" or "tcp"."""
    person.page.add_init_script(_ONLY_RELAYS.replace("PROTOCOL", protocol))
