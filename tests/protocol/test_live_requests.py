"""Requests of Django code about rooms in session, over the Channels layer."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from pytest_django import Settings

from accounts.identity import person_of_account
from rooms import live_rooms
from rooms.audit import Actor, actor_of
from rooms.models import Audit, Room
from rooms.refusals import NotAuthorized, NotInSession, Unavailable
from signaling.background.requests import answer_requests
from signaling.caller import Caller
from signaling.delivery import Deliverer
from signaling.dialects.native import NATIVE
from signaling.dialects.rtcio import RTCIO
from signaling.dispatch import Dispatch
from signaling.presence import Presence
from signaling.refusals import PeerNotFound, UnknownEvent
from tests.signaling.examples import a_caller, a_guest, an_event, handled
from tests.signaling.fake_server import FakeServer


class Served:
    """A room in session with its host and a guest, which answers requests."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.server = FakeServer()
        self.presence = Presence()
        self.dispatch = Dispatch(self.presence, Deliverer(self.server, self.presence))
        self.guest = a_caller("bo")

    def ask(self, action: str, **request: Any) -> Any:
        """Send a request to the room; return the answer, or raise the refusal."""
        known: dict[str, Any] = {"actor": actor_of(self.room.host), "authority": "host"}
        return self.during(
            lambda: live_rooms.request_action(self.room.pk, action, **(known | request))
        )

    def during(self, asked: Callable[[], Any]) -> Any:
        async def story() -> Any:
            taking = asyncio.create_task(answer_requests(self.presence, self.dispatch, dict))
            try:
                return await database_sync_to_async(asked, thread_sensitive=False)()
            finally:
                taking.cancel()
                with suppress(asyncio.CancelledError):
                    await taking

        return async_to_sync(story)()

    def join(self, caller: Caller, name: str) -> None:
        event = an_event("join-room", {"roomCode": self.room.code, "displayName": name})
        async_to_sync(handled)(self.dispatch.handle_event(caller, NATIVE, event))


@pytest.fixture
def served(room: Room) -> Served:
    served = Served(room)
    served.join(a_caller("ann", person_of_account(room.host)), "Ann")
    served.join(served.guest, "Bo")
    return served


def test_a_request_about_a_room_not_in_session_is_not_sent(served: Served, room: Room) -> None:
    served.presence.close_room(str(room.pk))
    with pytest.raises(NotInSession):
        served.ask("mute_all")


def test_a_cohost_may_do_less_than_a_host(served: Served) -> None:
    with pytest.raises(NotAuthorized):
        served.ask("end_room", authority="cohost")
    assert served.ask("mute_all", authority="cohost") == {}


def test_a_request_is_refused_like_an_event_of_a_host(served: Served, room: Room) -> None:
    with pytest.raises(PeerNotFound):
        served.ask("mute_participant", target_id="nobody")
    with pytest.raises(NotAuthorized):
        served.ask("remove_participant", target_id="peer-ann")
    with pytest.raises(UnknownEvent):
        served.ask("paint_room")


@pytest.mark.parametrize("authority", ["host", "cohost", "operator"])
def test_a_request_reaches_the_participants_and_names_its_actor(
    served: Served, authority: Any
) -> None:
    actor = Actor(None, "Olga")
    assert (
        served.ask("mute_participant", target_id="peer-bo", actor=actor, authority=authority) == {}
    )
    assert ("force-mute", {}) in served.server.events_of("peer-bo")
    audit = Audit.objects.get(action="mute")
    assert (audit.actor_name, audit.target_name) == ("Olga", "Bo")


def test_an_operator_writes_to_everybody(served: Served) -> None:
    answer = served.ask("post_notice", authority="operator", content="Fire drill")
    assert answer["message"]["content"] == "Fire drill"
    for name in ("peer-ann", "peer-bo"):
        assert served.server.events_of(name)[-1][0] == "chat-message"


def test_a_snapshot_shows_the_participants_of_the_requested_rooms(
    served: Served, room: Room
) -> None:
    (seen,) = served.during(live_rooms.snapshot)
    assert (seen["room_id"], seen["code"], seen["waiting"]) == (str(room.pk), room.code, [])
    assert [(one["display_name"], one["role"]) for one in seen["participants"]] == [
        ("Ann", "host"),
        ("Bo", "participant"),
    ]
    assert served.during(lambda: live_rooms.snapshot([room.pk])) == [seen]
    assert served.during(lambda: live_rooms.snapshot([])) == []


def test_a_snapshot_leaves_out_rooms_without_a_row(served: Served) -> None:
    rita = Caller("peer-rita", "rtcio", a_guest("rita"))
    event = an_event("join-room", {"roomId": "Garden", "name": "Rita"})
    async_to_sync(handled)(served.dispatch.handle_event(rita, RTCIO, event))
    assert len(served.presence.rooms.all()) == 2
    assert [room["code"] for room in served.during(live_rooms.snapshot)] == [served.room.code]


def test_a_request_without_an_answer_is_unavailable(room: Room, settings: Settings) -> None:
    settings.LIVE_ANSWER_SECONDS = 0.1
    with pytest.raises(Unavailable):
        live_rooms.snapshot()
    with pytest.raises(Unavailable):
        live_rooms.request_action(room.pk, "mute_all", actor=actor_of(room.host), authority="host")


def fail() -> None:
    raise ValueError("a mistake of the server")


def test_a_request_that_fails_is_answered_as_unavailable_at_once(
    room: Room, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.LIVE_ANSWER_SECONDS = 3600
    served = Served(room)
    served.presence.rooms.all = fail  # type: ignore[method-assign, assignment]
    with pytest.raises(Unavailable):
        served.during(live_rooms.snapshot)
    assert "A request could not be carried out" in caplog.text


def test_an_action_that_fails_is_answered_as_unavailable(served: Served) -> None:
    served.presence.all_seats = lambda _room_id: 1 / 0  # type: ignore[method-assign, assignment]
    with pytest.raises(Unavailable):
        served.ask("mute_all")
