"""The events of this worker's peers that were held, and that this worker carries out itself.

It does so if it has become the home of their room. The events of one peer are carried out one after
the other. The later events and joins of the peer wait for that, and those of other peers do not.
"""

from collections.abc import Coroutine, Iterable
from functools import partial
from typing import Any

from rooms.refusals import Refusal, Unavailable
from signaling.concurrency.serial_queue import SerialQueue
from signaling.dispatch import Dispatch
from signaling.workers.edge.held_events import Held
from signaling.workers.edge.local_server import LocalServer


class Backlogs:
    """The backlog of each peer that has one."""

    def __init__(self, server: LocalServer, dispatch: Dispatch) -> None:
        self._server = server
        self._dispatch = dispatch
        self._backlogs: dict[str, SerialQueue] = {}
        # Not a method of this class: it would be one more call for each message.
        self.has = self._backlogs.__contains__

    def carry_out(self, peer_id: str, events: Iterable[Held]) -> None:
        """Carry out the events of a peer in their order; refuse those that must not be repeated."""
        backlog = self._backlogs.setdefault(peer_id, SerialQueue())
        for held in events:
            backlog.add(partial(self._handle, peer_id, held))
        backlog.add(partial(self._end, peer_id))

    async def ended(self, peer_id: str) -> None:
        """Wait until the backlog of a peer is carried out."""
        while (backlog := self._backlogs.get(peer_id)) is not None:
            await backlog.idle()

    def refuse(self, peer_id: str, held: Held, refusal: Refusal | None = None) -> None:
        """Answer an event that is not carried out, by default with UNAVAILABLE."""
        connection = self._server.find(peer_id)
        if connection is not None:
            refusal = refusal or Unavailable()
            self._dispatch.refuse(connection.caller, held.dialect, held.event, refusal)

    def _handle(self, peer_id: str, held: Held) -> Coroutine[Any, Any, None] | None:
        connection = self._server.find(peer_id)
        if connection is None:
            return None
        if not held.may_be_sent:
            self.refuse(peer_id, held)
            return None
        return self._dispatch.handle_event(connection.caller, held.dialect, held.event)

    def _end(self, peer_id: str) -> None:
        if not len(self._backlogs[peer_id]):
            del self._backlogs[peer_id]
