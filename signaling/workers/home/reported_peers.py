"""The peers that workers report in a roll call: connect them with their places in presence."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from signaling.dialects import Dialect
from signaling.dispatch import Dispatch
from signaling.presence import Presence
from signaling.protocol.connection_changes import TransportLost
from signaling.workers.home.remote_peers import RemotePeer, RemotePeers
from signaling.workers.message_sender import MessageSender
from signaling.workers.messages import PeerReport, Restart, caller_of


@dataclass(slots=True)
class Roll:
    """The answers to a roll call: the reports by peer id, each with the worker that has the peer.

    `rosters` has the seats that the peers of each worker know, with the peer on each. The name of a
    worker is "" for this one.
    """

    reports: dict[str, tuple[str, PeerReport]] = field(default_factory=dict)
    rosters: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def add(
        self, worker: str, reports: Iterable[PeerReport], roster: Mapping[str, str] | None
    ) -> None:
        self.reports.update({report.caller.peer_id: (worker, report) for report in reports})
        if roster is not None:
            self.rosters[worker] = roster

    def all_reports(self) -> list[PeerReport]:
        return [report for _, report in self.reports.values()]

    def worker_of(self, peer_id: str) -> str | None:
        """Return the worker that has a peer; None if no worker has reported it."""
        found = self.reports.get(peer_id)
        return None if found is None else found[0]


class ReportedPeers:
    """Connects the peers of other workers and of this one, which start over by `restart_here`."""

    def __init__(
        self,
        dialects: Mapping[str, Dialect],
        presence: Presence,
        dispatch: Dispatch,
        *,
        remote: RemotePeers,
        messages: MessageSender,
        restart_here: Callable[[str], None],
    ) -> None:
        self._dialects = {dialect.name: dialect for dialect in dialects.values()}
        self._presence = presence
        self._dispatch = dispatch
        self._remote = remote
        self._messages = messages
        self._restart_here = restart_here

    def expect(self, worker: str, room_key: str, report: PeerReport) -> RemotePeer:
        """Return the remote peer of a report, which may send events from now on."""
        caller = caller_of(report.caller, asyncio.get_running_loop().time())
        peer = self._remote.put(worker, caller, self._dialects[caller.protocol], room_key)
        peer.has_had_place = True
        return peer

    def connect(self, worker: str, room_key: str, report: PeerReport) -> None:
        """Connect a reported peer with its place; a peer without a place has to join again.

        A peer that has moved to another room keeps its place there.
        """
        peer_id = report.caller.peer_id
        if report.is_asking:
            return
        place = self._presence.place_of(peer_id)
        if place is None:
            self.start_over(worker, peer_id)
        if place is None or place.room_id != room_key:
            return
        if worker:
            self.expect(worker, room_key, report)
        if report.is_lost:
            caller = caller_of(report.caller, asyncio.get_running_loop().time())
            self._dispatch.connection_changed(caller, TransportLost())

    def start_over(self, worker: str, peer_id: str) -> None:
        """Let the client of a peer connect and join again."""
        if worker:
            self._messages.send(worker, Restart(peer_id))
            self._remote.remove(peer_id)
        else:
            self._restart_here(peer_id)
