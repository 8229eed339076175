"""Values that are read at each scrape: people, rooms, connections and sockets.

They are read on the event loop, where presence and the sockets change. Reading takes about a
millisecond for each thousand people.
"""

from collections import Counter
from collections.abc import Iterable

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from rooms.actions.media_servers import NO_LOAD
from signaling.dialects.registry import DIALECTS
from signaling.runtime import Runtime

_PROTOCOLS = [dialect.name for dialect in DIALECTS.values()]
_TRANSPORTS = ("websocket", "polling")


class LiveValues(Collector):
    """The current values of one process; every label is always there, with 0 if need be."""

    def __init__(self, runtime: Runtime) -> None:
        self._presence = runtime.presence
        self._server = runtime.server
        self._bus_lag_seconds = runtime.bus_lag_seconds
        self._media_servers = runtime.media_rooms.servers

    def collect(self) -> Iterable[GaugeMetricFamily]:
        rooms = self._presence.rooms.all()
        seats = [seat for room in rooms for seat in self._presence.seats(room.id)]
        knocks = sum(len(self._presence.knocks(room.id)) for room in rooms)
        sessions = self._server.engineio.sessions.values()
        yield _gauge("meet_rooms", "Rooms in session.", len(rooms))
        yield _by_label(
            "meet_people",
            "People with a place in a room and a connection.",
            "protocol",
            _PROTOCOLS,
            (seat.protocol for seat in seats if not seat.is_lost),
        )
        yield _by_label(
            "meet_people_lost",
            "People whose connection is lost and whose place is held.",
            "protocol",
            _PROTOCOLS,
            (seat.protocol for seat in seats if seat.is_lost),
        )
        yield _gauge(
            "meet_bus_lag_seconds",
            "How long the last message of another worker was on its way.",
            self._bus_lag_seconds(),
        )
        yield _gauge("meet_knocking_people", "People in waiting rooms.", knocks)
        yield _by_label(
            "meet_connections",
            "Socket.IO connections, including those that may still be recovered.",
            "protocol",
            _PROTOCOLS,
            (caller.protocol for caller in self._server.callers()),
        )
        yield from self._media_server_values()
        yield _by_label(
            "meet_sockets",
            "Open Engine.IO sessions.",
            "transport",
            _TRANSPORTS,
            ("websocket" if session.is_on_websocket else "polling" for session in sessions),
        )

    def _media_server_values(self) -> Iterable[GaugeMetricFamily]:
        """Yield the health and the load of each media server."""
        loads, health = self._media_servers.own_loads(), self._media_servers.health()
        values: dict[str, tuple[str, dict[str, float]]] = {
            "meet_media_server_healthy": (
                "Whether a media server answers this process.",
                {name: float(is_healthy) for name, is_healthy in health.items()},
            ),
            "meet_media_server_rooms": (
                "Rooms of this process on a media server.",
                {name: loads.get(name, NO_LOAD).rooms for name in health},
            ),
            "meet_media_server_people": (
                "People in these rooms.",
                {name: loads.get(name, NO_LOAD).people for name in health},
            ),
        }
        for metric, (text, found) in values.items():
            family = GaugeMetricFamily(metric, text, labels=["media_server"])
            for name, value in found.items():
                family.add_metric([name], value)
            yield family


def _gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, value=value)


def _by_label(
    name: str, text: str, label: str, known: Iterable[str], found: Iterable[str]
) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=[label])
    counts = Counter(found)
    for value in known:
        family.add_metric([value], counts[value])
    return family
