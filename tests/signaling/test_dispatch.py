"""Every event is carried out or refused, and acknowledged exactly once."""

import io
import logging
from collections.abc import Iterator

import pytest
from asgiref.sync import async_to_sync
from django.db import OperationalError

from meet.log_filters import CopyingStreamHandler, OutageFilter, RepeatedLineFilter
from signaling.caller import Caller
from signaling.delivery import Deliverer
from signaling.dialects.native import NATIVE
from signaling.dispatch import Dispatch
from signaling.presence import Presence
from signaling.presence.records import EntryRequest
from signaling.protocol.connection_changes import ConnectionEnded
from signaling.refusals import MalformedPacket, NotInRoom
from tests.signaling.examples import (
    ROOM_ID,
    a_caller,
    a_knock,
    a_raw_event,
    a_room,
    a_seat,
    handled,
)
from tests.signaling.fake_server import FakeServer

ACK_ID = 7
DEEP = b"[" * 5_000 + b"]" * 5_000
JUNK = {
    "null": b"null",
    "a number": b"7",
    "a huge number": b"1" * 4_000,
    "a number out of range": b"1e999",
    "a string": b'"{}"',
    "a list": b"[]",
    "a list of objects": b"[{}]",
    "null fields": b'{"targetId":null,"enabled":null,"content":null,"locked":null,"raised":null,'
    b'"roomCode":null,"roomId":7,"limit":null}',
    "wrong types": b'{"targetId":["x"],"enabled":1,"content":7,"locked":"yes","raised":0,'
    b'"roomCode":{},"roomId":{},"limit":"50"}',
    "empty strings": b'{"targetId":"","content":"","roomCode":"","roomId":""}',
    "endless strings": b'{"targetId":"%(x)b","roomCode":"%(x)b","roomId":"%(x)b"}'
    % {b"x": b"x" * 60_000},
    "numbers out of range": b'{"limit":1e999,"targetId":"x","sdp":{"a":1e999},'
    b'"candidate":{"a":-1e999},"enabled":1e999,"before":"1e999"}',
    "nested too deep": DEEP,
    "fields nested too deep": b'{"targetId":' + DEEP + b"}",
}
NOT_EVEN_JSON = {
    "nothing": b"",
    "cut": b'{"locked":tr',
    "something behind it": b"{}]",
    "a number that is none": b'{"locked":NaN}',
}


@pytest.fixture
def server() -> FakeServer:
    return FakeServer()


@pytest.fixture
def dispatch(presence: Presence, server: FakeServer) -> Dispatch:
    return Dispatch(presence, Deliverer(server, presence))


@pytest.fixture
def ann(presence: Presence) -> Caller:
    """Return a caller with a seat in a room."""
    seat = a_seat("ann")
    presence.admission.take_place(EntryRequest(a_room(), a_knock(seat)), 15)
    presence.sit(seat.id, "peer-ann", "native")
    return a_caller("ann")


def handle(
    dispatch: Dispatch, caller: Caller, name: str, *arguments: bytes, ack_id: int | None = ACK_ID
) -> None:
    event = a_raw_event(name, *arguments, ack_id=ack_id)
    async_to_sync(handled)(dispatch.handle_event(caller, NATIVE, event))


@pytest.mark.parametrize("body", JUNK.values(), ids=JUNK)
@pytest.mark.parametrize("name", NATIVE.hears)
def test_junk_is_refused_with_one_acknowledgement(
    dispatch: Dispatch, server: FakeServer, name: str, body: bytes
) -> None:
    handle(dispatch, a_caller("stranger"), name, body)
    (answer,) = server.acks_of("peer-stranger")[ACK_ID]
    assert answer["success"] is False
    assert answer["code"] in ("INVALID_PAYLOAD", "NOT_IN_ROOM", "JOIN_FAILED")


@pytest.mark.parametrize("body", NOT_EVEN_JSON.values(), ids=NOT_EVEN_JSON)
@pytest.mark.parametrize("name", [*NATIVE.hears, "no-such-event"])
def test_invalid_json_is_raised_and_not_answered(
    dispatch: Dispatch, server: FakeServer, ann: Caller, name: str, body: bytes
) -> None:
    with pytest.raises(MalformedPacket):
        handle(dispatch, ann, name, body)
    assert server.steps == []


@pytest.mark.parametrize("name", NATIVE.hears)
def test_a_second_argument_is_refused(
    dispatch: Dispatch, server: FakeServer, ann: Caller, name: str
) -> None:
    handle(dispatch, ann, name, b"{}", b"{}")
    (answer,) = server.acks_of(ann.peer_id)[ACK_ID]
    assert (answer["success"], answer["error"]) == (False, "This event takes one argument")


@pytest.mark.parametrize("name", ["", "nope", "__init__", "x" * 60_000, "join_room"])
def test_an_unknown_event_is_refused(
    dispatch: Dispatch, server: FakeServer, ann: Caller, name: str
) -> None:
    handle(dispatch, ann, name, b"{}")
    (answer,) = server.acks_of(ann.peer_id)[ACK_ID]
    assert (answer["success"], answer["code"]) == (False, "UNKNOWN_EVENT")


def test_a_successful_event_is_acknowledged_once(
    dispatch: Dispatch, server: FakeServer, ann: Caller
) -> None:
    handle(dispatch, ann, "toggle-audio", b'{"enabled":false}')
    assert server.acks_of(ann.peer_id) == {ACK_ID: [{"success": True}]}


def test_an_event_without_a_callback_is_not_acknowledged(
    dispatch: Dispatch, server: FakeServer, ann: Caller
) -> None:
    handle(dispatch, ann, "toggle-audio", b'{"enabled":false}', ack_id=None)
    assert server.steps == []


def test_a_refusal_is_an_event_only_without_an_acknowledgement(
    dispatch: Dispatch, server: FakeServer
) -> None:
    stranger = a_caller("stranger")
    handle(dispatch, stranger, "leave-room")
    assert server.events_of(stranger.peer_id) == []
    handle(dispatch, stranger, "leave-room", ack_id=None)
    refused = {"code": "NOT_IN_ROOM", "message": NotInRoom.message}
    assert server.events_of(stranger.peer_id) == [("error", refused)]


def test_a_refused_join_is_an_event_and_an_acknowledgement(
    dispatch: Dispatch, server: FakeServer
) -> None:
    stranger = a_caller("stranger")
    handle(dispatch, stranger, "join-room", b'{"roomCode":"!","displayName":"Bo"}')
    refused = {"code": "JOIN_FAILED", "message": "Room not found", "reason": "ROOM_NOT_FOUND"}
    assert server.events_of(stranger.peer_id) == [("join-error", refused)]
    answer = {"success": False, "error": "Room not found", **refused}
    assert server.acks_of(stranger.peer_id) == {ACK_ID: [answer]}


class BrokenPresence(Presence):
    """A presence that raises an unexpected error."""

    def __init__(self, error: Exception) -> None:
        super().__init__()

        def seat_of(peer_id: str) -> None:
            raise error

        self.seat_of = seat_of


@pytest.mark.parametrize("ack_id", [None, ACK_ID])
@pytest.mark.parametrize(
    ("error", "code"),
    [(LookupError("secret"), "INTERNAL"), (OperationalError("secret"), "UNAVAILABLE")],
)
def test_an_error_of_an_action_is_answered_and_logged_with_its_traceback(
    caplog: pytest.LogCaptureFixture, ack_id: int | None, error: Exception, code: str
) -> None:
    ann, server = a_caller("ann"), FakeServer()
    presence = BrokenPresence(error)
    dispatch = Dispatch(presence, Deliverer(server, presence))
    handle(dispatch, ann, "leave-room", ack_id=ack_id)
    (record,) = [one for one in caplog.records if one.filename == "dispatch.py"]
    assert record.levelno == logging.ERROR
    assert record.exc_info is not None
    assert record.exc_info[1] is error
    ((_, packet),) = server.steps
    assert code.encode() in packet
    assert b"secret" not in packet


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Return the text of the log, in the format of production."""
    written = io.StringIO()
    console = CopyingStreamHandler(written)
    console.setFormatter(logging.Formatter("{levelname} {name}: {message}{repeated}", style="{"))
    console.addFilter(OutageFilter())
    console.addFilter(RepeatedLineFilter())
    root = logging.getLogger()
    root.addHandler(console)
    yield written
    root.removeHandler(console)


def leave_room_where(error: Exception) -> None:
    presence = BrokenPresence(error)
    dispatch = Dispatch(presence, Deliverer(FakeServer(), presence))
    handle(dispatch, a_caller("ann"), "leave-room")


def test_the_log_has_the_traceback_of_an_unexpected_error(written: io.StringIO) -> None:
    leave_room_where(ValueError("no such thing"))
    first, *traceback, last = written.getvalue().splitlines()
    assert first == "ERROR signaling.dispatch: leave-room of native failed"
    assert traceback[0] == "Traceback (most recent call last):"
    assert "in seat_of" in "".join(traceback)
    assert last == "ValueError: no such thing"


def test_an_outage_of_the_database_is_one_line_in_the_log(written: io.StringIO) -> None:
    leave_room_where(OperationalError("connection refused\nIs the server running?"))
    assert written.getvalue().splitlines() == [
        "ERROR meet.database: The database is unavailable: connection refused"
    ]


def test_an_error_at_the_end_of_a_connection_is_only_logged(
    server: FakeServer, caplog: pytest.LogCaptureFixture
) -> None:
    presence = BrokenPresence(LookupError())
    dispatch = Dispatch(presence, Deliverer(server, presence))
    dispatch.connection_changed(a_caller("ann"), ConnectionEnded("lost"))
    assert server.steps == []
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


def test_the_others_are_told_that_a_connection_has_ended(
    dispatch: Dispatch, server: FakeServer, presence: Presence, ann: Caller
) -> None:
    bo = a_seat("bo")
    presence.admission.take_place(EntryRequest(a_room(), a_knock(bo)), 15)
    presence.sit(bo.id, "peer-bo", "native")
    dispatch.connection_changed(ann, ConnectionEnded("closed"))
    assert server.events_of("peer-bo") == [("user-left", {"socketId": "peer-ann"})]
    assert [seat.id for seat in presence.seats(ROOM_ID)] == [bo.id]
