"""A page session ends during a meeting: a warning, and then a seat that is held."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import requests
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import User
from rooms.models import Room
from tests.clients.client import Client
from tests.clients.connecting import Connecting
from tests.protocol.joining import Enter, join, session_cookies
from tests.servers.meet import MeetServer

Come = Callable[[dict[str, str]], Client]

SESSION_EXPIRED = {"reason": "Your session has ended", "code": "SESSION_EXPIRED"}


@pytest.fixture
def cookies(ann: User) -> dict[str, str]:
    return session_cookies(ann)


def end_in(cookies: dict[str, str], seconds: float) -> None:
    end = timezone.now() + timedelta(seconds=seconds)
    Session.objects.filter(pk=cookies["sessionid"]).update(expire_date=end)


@pytest.fixture
def come(connect: Connecting, server: MeetServer, room: Room) -> Come:
    """Give a function that joins as a page with these cookies does."""

    def come(cookies: dict[str, str]) -> Client:
        client = connect({"displayName": "Ann"}, cookies=cookies, origin=server.url)
        client.joined = join(client, room, capabilities=["seats"])
        return client

    return come


def test_a_participant_is_warned_and_can_stay(
    come: Come, connect: Connecting, server: MeetServer, cookies: dict[str, str]
) -> None:
    here = come(cookies)
    pair = connect(namespace="/meetmates", cookies=cookies, origin=server.url)
    end_in(cookies, 100)

    warning = here.expect("session-ending")
    assert 90 < warning["secondsLeft"] <= 100

    answer = requests.get(f"{server.url}/accounts/session/", cookies=cookies, timeout=20)
    assert answer.cookies["sessionid"] == cookies["sessionid"]
    assert here.expect("session-prolonged")["secondsLeft"] > 1000
    here.settle()
    pair.settle()


def test_the_seat_is_held_after_the_session_until_the_next_sign_in(
    come: Come, ann: User, cookies: dict[str, str]
) -> None:
    here, watcher = come(cookies), come({})
    end_in(cookies, 0)

    assert here.expect("force-disconnect") == SESSION_EXPIRED
    here.wait_closed()
    held = here.joined["participantId"]
    assert watcher.expect("participant-reconnecting")["participantId"] == held

    assert "userId" not in come(cookies).joined["self"]
    back = come(session_cookies(ann))
    assert back.joined["participantId"] == held
    assert back.joined["isHost"]
    assert watcher.expect("participant-resumed")["participantId"] == held


def test_a_sign_out_after_a_warning_gives_up_the_seat(
    come: Come, enter: Enter, cookies: dict[str, str]
) -> None:
    here = come(cookies)
    other = enter("Ben")
    end_in(cookies, 100)
    here.expect("session-ending")

    Session.objects.filter(pk=cookies["sessionid"]).delete()

    assert here.expect("force-disconnect")["code"] == "SIGNED_OUT"
    assert other.expect("user-left")["socketId"] == here.peer_id
