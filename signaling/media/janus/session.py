"""A session of Janus on a connection of its own, with handles of the videoroom plugin.

The session ends with its connection, unless another connection claims it within the 60 s that
Janus is configured for.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from signaling.media.engine import Candidate
from signaling.media.janus.addresses import Address
from signaling.media.janus.connection import REQUEST_SECONDS, Connection, Message

PLUGIN = "janus.plugin.videoroom"
HANDLE_ENDED = frozenset({"hangup", "detached"})  # the kinds of the last events of a handle

Body = Mapping[str, Any]


class Event(msgspec.Struct, frozen=True):
    """A change of a handle, or the result of a request to the plugin.

    `kind` is Janus's name, e.g. `hangup`, or `event` for an event of the plugin. `data` is the data
    of the plugin, and `sdp` its description.
    """

    kind: str
    data: Body
    sdp: str | None


Handler = Callable[[Event], None]


class Session:
    """An open session. `lost` is called once, if it ends before `close`; set it before waiting."""

    def __init__(self) -> None:
        self.id = 0
        self.lost: Callable[[], None] = _nothing
        self._handlers: dict[int, Handler] = {}
        self._connection: Connection

    @classmethod
    async def create(cls, address: Address) -> "Session":
        """Connect, and create a session."""
        return await cls._connected(address, {"janus": "create"})

    @classmethod
    async def claim(cls, address: Address, session_id: int) -> "Session":
        """Connect, and take over a session; the connection that had it may be open or closed."""
        session = await cls._connected(address, {"janus": "claim", "session_id": session_id})
        session.id = session_id
        return session

    async def attach(self, handler: Handler) -> int:
        """Create a handle; `handler` gets its events, except the results of requests."""
        reply = await self._request({"janus": "attach", "plugin": PLUGIN})
        handle: int = reply["data"]["id"]
        self.listen(handle, handler)
        return handle

    def listen(self, handle: int, handler: Handler) -> None:
        self._handlers[handle] = handler

    async def detach(self, handle: int) -> None:
        """End a handle and its connection to a client; its events are ignored from now on."""
        self._handlers.pop(handle, None)
        await self._request({"janus": "detach", "handle_id": handle})

    async def message(
        self,
        handle: int,
        body: Body,
        jsep: Body | None = None,
        *,
        seconds: float = REQUEST_SECONDS,
    ) -> Event:
        """Return the result of a request to the plugin."""
        message = {"janus": "message", "handle_id": handle, "body": body}
        if jsep is not None:
            message["jsep"] = jsep
        return _event(await self._request(message, waits_for_event=True, seconds=seconds))

    async def trickle(self, handle: int, candidate: Candidate) -> None:
        message = {"janus": "trickle", "handle_id": handle, "candidate": candidate}
        await self._request(message)

    async def keep_alive(self) -> None:
        await self._request({"janus": "keepalive"})

    async def destroy(self) -> None:
        """End the session and its handles on the server."""
        await self._request({"janus": "destroy"})

    def close(self) -> None:
        """Close the connection; the server keeps the session for 60 s."""
        self.lost = _nothing
        self._connection.close()

    @classmethod
    async def _connected(cls, address: Address, first: Message) -> "Session":
        session = cls()
        session._connection = connection = await Connection.open(
            address, session._heard, session._closed
        )
        try:
            reply = await connection.request(first)
        except BaseException:
            connection.close()
            raise
        session.id = reply.get("data", {}).get("id", 0)
        return session

    async def _request(
        self, message: Message, *, waits_for_event: bool = False, seconds: float = REQUEST_SECONDS
    ) -> Message:
        return await self._connection.request(
            {**message, "session_id": self.id}, waits_for_event=waits_for_event, seconds=seconds
        )

    def _heard(self, message: Message) -> None:
        if message["janus"] == "timeout":
            self._closed()
        elif handler := self._handlers.get(message.get("sender", 0)):
            handler(_event(message))

    def _closed(self) -> None:
        lost, self.lost = self.lost, _nothing
        lost()


def ignore(_event: Event) -> None:
    """Handle an event of a handle whose events do not matter."""


def _event(message: Message) -> Event:
    return Event(
        kind=message["janus"],
        data=message.get("plugindata", {}).get("data", {}),
        sdp=message.get("jsep", {}).get("sdp"),
    )


def _nothing() -> None:
    pass
