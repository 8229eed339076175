"""This process as one of several workers: connect the parts, and react to the other workers.

    clients ──▶ Router ──▶ Dispatch            the caller's room is here, or it has none
                  │
                  └──▶ Edge ──▶ bus ──▶ EdgeRequests ──▶ Dispatch        at the home of the room

`docs/architecture.md` has the words, and `docs/decisions/0036` the reasons.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import msgspec

from signaling.actions.rooms.leave import release_place
from signaling.delivery import Deliverer
from signaling.dialects import Dialect
from signaling.dispatch import Dispatch
from signaling.presence import Presence
from signaling.socketio.server import SocketIOServer
from signaling.workers.edge.backlogs import Backlogs
from signaling.workers.edge.edge import Edge
from signaling.workers.edge.home_changes import HomeChanges
from signaling.workers.edge.joins import Joins
from signaling.workers.edge.places import Places
from signaling.workers.home.edge_requests import EdgeRequests
from signaling.workers.home.homes import Home, Homes
from signaling.workers.home.remote_peers import AnyServer, RemotePeers
from signaling.workers.home.reported_peers import ReportedPeers
from signaling.workers.home.restoring import RoomRestoring
from signaling.workers.home.rosters import Rosters
from signaling.workers.home.take_up import TakingUp
from signaling.workers.home.upkeep import HomeUpkeep
from signaling.workers.known_workers import KnownWorkers
from signaling.workers.links import Links
from signaling.workers.message_sender import MessageSender
from signaling.workers.messages import (
    Acknowledgement,
    Changed,
    ChatSent,
    Close,
    Departed,
    Enter,
    Entered,
    Event,
    Forget,
    GivenBack,
    Message,
    NoPlace,
    NotHome,
    Packets,
    Restart,
    RollCall,
    RollCallAnswer,
    Roster,
    Started,
)
from signaling.workers.polling.relay_messages import (
    RelayedAnswer,
    RelayedDisconnect,
    RelayedRequest,
    RelayMessage,
)
from signaling.workers.polling.relayed_requests import RelayedRequests
from signaling.workers.room_keys import RoomKeys
from signaling.workers.router import Router

_decode = msgspec.msgpack.Decoder(Message | RelayMessage).decode

_IDLE_WAIT_SECONDS = 1


class Worker:
    """`connect_to` completes the construction: dispatch needs the `deliverer` first."""

    def __init__(self, links: Links, server: SocketIOServer, presence: Presence) -> None:
        self._worker = links.worker
        self._server = server
        self._presence = presence
        self._bus = links.open_bus(received=self._received, lost=self._missed)
        self._leases = links.take_lease(lapsed=self._lapsed)
        self._known = KnownWorkers(self._leases)
        self._surround_calls = links.surround_calls
        self._relayed = RelayedRequests(server.engineio, self._bus.send, self._known.is_living)
        self._messages = MessageSender(self._bus.send)
        self._remote = RemotePeers(self._messages)
        self.homes = Homes(links.worker, self._leases, self._take_up)
        self._rosters = Rosters(presence, self._remote, self._messages, self.homes.epoch)

    def deliverer(self) -> Deliverer:
        """Return a delivery that also reaches the peers of other workers."""
        server = AnyServer(self._server, self._remote, self._messages)
        remote, told = self._remote, self._rosters.told
        return Deliverer(server, self._presence, remote.find, remote.note_chat, told)

    def connect_to(
        self,
        dialects: Mapping[str, Dialect],
        dispatch: Dispatch,
        delivery: Deliverer,
        abandon_media: Callable[[str], None],
    ) -> Router:
        """Connect the worker with the parts above it; return the handler of its clients' events.

        `abandon_media` stops the use of a media server in a room that has another home.
        """
        self._delivery = delivery
        server, messages, places = self._server, self._messages, Places(self._presence.now)
        self._joins = joins = Joins(server, places, messages, self._release_here)
        self._edge = Edge(server, dispatch, places, joins, messages)
        backlogs = Backlogs(server, dispatch)
        self._home_changes = HomeChanges(
            self._worker,
            server,
            places=places,
            joins=joins,
            messages=messages,
            backlogs=backlogs,
            find_home=self._find_home,
        )
        self._requests = EdgeRequests(
            dialects,
            self.homes,
            presence=self._presence,
            dispatch=dispatch,
            delivery=delivery,
            remote=self._remote,
            messages=messages,
        )
        peers = ReportedPeers(
            dialects,
            self._presence,
            dispatch,
            remote=self._remote,
            messages=messages,
            restart_here=server.restart,
        )
        self._taking_up = TakingUp(
            dispatch,
            RoomRestoring(self._presence, dispatch, peers, delivery.deliver),
            peers,
            self._rosters,
            remote=self._remote,
            messages=messages,
            own_peers=self._home_changes,
            others=self._known.reporting,
            epoch_of=self.homes.epoch,
        )
        self._upkeep = HomeUpkeep(
            self.homes,
            self._presence,
            self._remote,
            is_lapsed=self._leases.is_lapsed,
            unfinished=delivery.attendance.unfinished,
            restart=server.restart,
            abandon_media=abandon_media,
        )
        self._handlers = self._all_handlers()
        return Router(
            dialects,
            self._presence,
            dispatch,
            homes=self.homes,
            edge=self._edge,
            joins=joins,
            places=places,
            backlogs=backlogs,
            room_keys=RoomKeys(),
        )

    @property
    def bus_lag_seconds(self) -> float:
        return self._bus.lag_seconds

    @property
    def is_lease_lapsed(self) -> bool:
        return self._leases.is_own_lapsed

    @property
    def is_expelled(self) -> bool:
        """Tell whether the other workers have taken this one for dead."""
        return self._leases.is_expelled

    async def start(self) -> None:
        self._presence.admission.may_open = self.homes.is_open
        self._server.engineio.relay = self._relayed.handle
        self._upkeep.start()
        self._surround_calls(self._upkeep.fenced)
        # The others send as soon as they know of this worker.
        await self._bus.start()
        await self._leases.start()
        for worker in self._leases.living():
            self._messages.send(worker, Started())
        self._home_changes.start()

    def stop_claiming(self) -> None:
        """Claim no room any more: another worker has to continue with what this one has."""
        self.homes.stop_claiming()

    async def stop_handling(self) -> None:
        """Refuse events of other workers, and finish those that have arrived."""
        self._requests.is_stopping = True
        with suppress(TimeoutError):
            async with asyncio.timeout(_IDLE_WAIT_SECONDS):
                await self._requests.idle()

    async def give_back(self) -> None:
        """Give all rooms back, and tell the others, after the state of the rooms was stored."""
        room_keys = await self.homes.give_back_all()
        for worker in self._leases.living():
            self._messages.send(worker, GivenBack(room_keys))

    async def stop(self) -> None:
        await self._upkeep.stop()
        await self._home_changes.stop()
        await self._relayed.stop()
        await self._bus.stop()
        await self._leases.stop()
        self._surround_calls(None)

    def leave(self, peer_id: str) -> bool:
        """Release a peer's place at another home; return False if it has none."""
        return self._edge.leave(peer_id)

    # The other workers

    def _all_handlers(self) -> Mapping[type, Callable[[str, Any], None]]:
        edge, changes, requests = self._edge, self._home_changes, self._requests
        return {
            Enter: requests.enter,
            Event: requests.handle,
            Changed: requests.changed,
            Departed: requests.departed,
            RollCallAnswer: self._taking_up.answered,
            Entered: self._joins.entered,
            NotHome: changes.not_home,
            NoPlace: changes.no_place,
            RollCall: changes.roll_call,
            GivenBack: self._given_back,
            Started: self._started,
            Packets: edge.packets,
            ChatSent: edge.chat_sent,
            Roster: edge.roster,
            Acknowledgement: edge.acknowledge,
            Close: edge.close,
            Restart: edge.restart,
            Forget: edge.forget,
            RelayedRequest: self._relayed.received,
            RelayedDisconnect: self._relayed.received,
            RelayedAnswer: self._relayed.received,
        }

    def _received(self, sender: str, encoded: bytes) -> None:
        message = _decode(encoded)
        self._handlers[type(message)](sender, message)

    def _missed(self, worker: str) -> None:
        """Messages of a worker are lost: its rooms' peers here join again; ask for its own."""
        self._home_changes.gap(worker)
        for room_key in {peer.room_key for peer in self._remote.of_edge(worker)}:
            if (epoch := self.homes.epoch(room_key)) is not None:
                self._messages.send(worker, RollCall(room_key, epoch))

    def _started(self, sender: str, _message: Started) -> None:
        self._known.note_start(sender)

    def _given_back(self, sender: str, message: GivenBack) -> None:
        self._known.note_stop(sender)
        self._home_changes.given_back(sender, message)

    def _lapsed(self, worker: str) -> None:
        """A worker is dead: its peers are lost, and its rooms need a new home."""
        self._known.forget(worker)
        self._requests.end_of_edge(worker)
        self._home_changes.home_is_gone(worker)
        self._relayed.lapsed(worker)
        self._bus.forget(worker)

    # The rooms of this worker

    async def _take_up(self, room_key: str, epoch: int) -> None:
        await self._taking_up.take_up(room_key, epoch)

    async def _find_home(self, room_key: str) -> Home:
        async with self.homes.using(room_key) as home:
            return home

    def _release_here(self, peer_id: str) -> None:
        self._delivery.deliver(release_place(peer_id, self._presence))
