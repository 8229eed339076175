"""A client in a room or in random pairs that can send what no client library sends."""

import json
import time
from collections.abc import Mapping
from typing import Any

from tests.hostile.bare import POLLING, Address, Bare, opened, poll

_ACK_ID = 7


class Guest(Bare):
    """A client on a WebSocket. Skipped events are lost.

    `namespace` is the prefix of every packet's payload; it is empty for the native protocol.
    """

    namespace = ""

    def __init__(self, address: Address, headers: Mapping[str, str] | None = None, **how: Any):
        super().__init__(address, **how)
        try:
            assert self.upgrade(headers=headers) == 101
            self.engine_id = opened(self.packet())["sid"]
        except (AssertionError, OSError):
            self.socket.close()
            raise

    def connect(self, name: str = "Mallory", **auth: Any) -> str:
        """Connect to the namespace; return the peer id."""
        return str(self.present({"displayName": name, **auth})["sid"])

    def present(self, auth: Any) -> dict[str, Any]:
        """Connect to the namespace with `auth`; return the answer."""
        self.send_packet(f"40{self.namespace}{json.dumps(auth)}")
        packet = self.packet()
        assert packet is not None
        return dict(json.loads(packet.removeprefix(f"40{self.namespace}")))

    def join(self, code: str, name: str = "Mallory") -> str:
        """Connect and join; return the peer id."""
        peer_id = self.connect(name)
        assert self.call("join-room", {"roomCode": code, "displayName": name})["success"]
        return peer_id

    def emit(self, name: str, *arguments: Any) -> None:
        self.send_packet(f"42{self.namespace}{json.dumps([name, *arguments])}")

    def call(self, name: str, *arguments: Any) -> Any:
        """Send an event; return its acknowledgement. Skip the events that come before it."""
        self.send_packet(f"42{self.namespace}{_ACK_ID}{json.dumps([name, *arguments])}")
        acknowledged = f"43{self.namespace}{_ACK_ID}"
        while (packet := self.packet()) is not None:
            if packet.startswith(f"{acknowledged}["):
                return json.loads(packet.removeprefix(acknowledged))[0]
        raise AssertionError("closed before the acknowledgement came")

    def event(self) -> tuple[str, Any] | None:
        """Return name and payload of the next event; None once the WebSocket is closed."""
        while (packet := self.packet()) is not None:
            if packet.startswith(f"42{self.namespace}"):
                name, *arguments = json.loads(packet.removeprefix(f"42{self.namespace}"))
                return name, arguments[0] if arguments else None
        return None

    def expect(self, name: str, *, within_seconds: float = 10) -> Any:
        """Skip events until this one, which must come in time; return its payload."""
        begin = time.monotonic()
        while (event := self.event()) is not None:
            if event[0] == name:
                assert time.monotonic() - begin <= within_seconds, f"{name} came late"
                return event[1]
        raise AssertionError(f"closed before {name} came")

    def errors_until_closed(self) -> list[str]:
        """Return the codes of all errors until the connection ends."""
        codes = []
        while (event := self.event()) is not None:
            if event[0] == "error":
                codes.append(event[1]["code"])
        return codes


class Visitor(Guest):
    """A client in random pairs."""

    namespace = "/meetmates,"


class PollingGuest:
    """A client on long polling, with a new connection for each request."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.engine_id = opened(poll(address)[1])["sid"]
        self.target = f"{POLLING}&sid={self.engine_id}"

    def connect(self, name: str = "Mallory") -> None:
        self.post("40" + json.dumps({"displayName": name}))
        assert self.fetch()[1].startswith("40")

    def join(self, code: str, name: str = "Mallory") -> None:
        self.connect(name)
        joining = {"roomCode": code, "displayName": name}
        self.post(f"42{_ACK_ID}" + json.dumps(["join-room", joining]))
        while f"43{_ACK_ID}[" not in self.fetch()[1]:
            pass

    def post(self, body: str) -> int:
        return poll(self.address, self.target, body)[0]

    def fetch(self) -> tuple[int, str]:
        return poll(self.address, self.target)
