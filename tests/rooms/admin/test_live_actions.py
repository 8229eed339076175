"""The live board of a running Meet, and the operator's actions on people in rooms."""

from collections.abc import Callable
from typing import Any

import pytest
import requests
from django.conf import settings
from django.contrib.auth.models import Permission
from django.urls import reverse

from accounts.models import User
from rooms import actions
from rooms.models import Audit, Block, Message, Room, Seat
from tests.clients.client import Client
from tests.clients.connecting import Connecting
from tests.protocol.joining import connect_as, join, refused_join, session_cookies
from tests.servers.meet import MeetServer

Operate = Callable[..., str]
NAME = "<b>Gus</b>"

pytestmark = [pytest.mark.served, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def gus(connect: Connecting, room: Room) -> Client:
    """Give a guest who has joined the room."""
    guest = connect_as(connect, NAME)
    guest.joined = join(guest, room)
    return guest


@pytest.fixture
def staff() -> User:
    """Give staff who may view rooms and act on rooms in session."""
    staff = User.objects.create_user("staff@example.org", display_name="Sam", is_staff=True)
    rights = Permission.objects.filter(codename__in=("view_room", "moderate_room"))
    staff.user_permissions.set(rights)
    return staff


@pytest.fixture
def operate(server: MeetServer, staff: User) -> Operate:
    """Give a function that opens an admin page, or submits its form, and returns the page."""
    csrf_token = "x" * 32
    browser = requests.Session()
    browser.cookies.update({**session_cookies(staff), settings.CSRF_COOKIE_NAME: csrf_token})
    browser.headers["X-CSRFToken"] = csrf_token

    def operate(page: str, *args: Any, **form: str) -> str:
        address = server.url + reverse(f"admin:{page}", args=args)
        send = browser.get if page in ("index", "live_board") else browser.post
        response = send(address, data=form, timeout=20)
        assert response.status_code == 200
        return response.text

    return operate


def did(action: str) -> str:
    """Return the target of the operator's only action of this kind."""
    return Audit.objects.get(action=action, actor_name="Sam").target_name


def test_the_board_shows_who_is_where(operate: Operate, gus: Client, room: Room) -> None:
    actions.create_room(room.host, "Nobody here")

    for page in (operate("index"), operate("live_board")):
        assert room.code in page
        assert "Nobody here" not in page
        assert "&lt;b&gt;Gus&lt;/b&gt;" in page
        assert NAME not in page
        assert "native" in page


def test_staff_with_view_rights_see_the_board_and_no_actions(
    operate: Operate, staff: User, gus: Client, room: Room
) -> None:
    offered = [f"/admin/live/{room.pk}/{action}" for action in ("lock", "end", "message", "remove")]
    page = operate("live_board")
    assert [address for address in offered if address not in page] == []

    staff.user_permissions.set(Permission.objects.filter(codename="view_room"))

    page = operate("live_board")
    assert room.code in page
    assert [address for address in offered if address in page] == []


def test_a_lock_keeps_newcomers_out(
    operate: Operate, connect: Connecting, gus: Client, room: Room
) -> None:
    assert "Locked" in operate("live_lock", room.pk, locked="")

    assert gus.expect("room-locked") == {"locked": True}
    assert refused_join(connect_as(connect, "Eve"), room.code)[0] == "ROOM_LOCKED"
    assert did("lock") == ""


def test_a_removed_person_is_sent_out(operate: Operate, gus: Client, room: Room) -> None:
    page = operate("live_remove", room.pk, gus.joined["participantId"])

    assert "The person was removed" in page
    assert gus.expect("force-disconnect")["reason"]
    assert Seat.objects.get().is_removed
    assert did("remove") == NAME
    assert not Block.objects.exists()


def test_a_removed_person_is_blocked_where_that_is_asked_for(
    operate: Operate, gus: Client, room: Room
) -> None:
    operate("live_remove", room.pk, gus.joined["participantId"], is_blocked="on")

    assert gus.expect("force-disconnect")["reason"]
    assert Block.objects.get(room=room).display_name == NAME
    assert did("block") == NAME


def test_a_message_is_in_the_chat_of_all(operate: Operate, gus: Client, room: Room) -> None:
    operate("live_message", room.pk, content="We restart at noon")

    message = gus.expect("chat-message")
    assert (message["type"], message["content"]) == ("SYSTEM", "We restart at noon")
    assert Message.objects.get(room=room).content == "We restart at noon"
    assert did("post_notice") == ""


def test_an_end_sends_everybody_out(
    operate: Operate, connect: Connecting, gus: Client, room: Room
) -> None:
    assert room.code in operate("live_board")
    assert room.code not in operate("live_end", room.pk)

    assert gus.expect("room-ended")["reason"]
    assert refused_join(connect_as(connect, "Eve"), room.code)[0] == "ROOM_ENDED"
    assert did("end_meeting") == ""


def test_an_action_for_which_it_is_too_late_is_refused_in_words(
    operate: Operate, gus: Client, room: Room
) -> None:
    operate("live_end", room.pk)

    assert "No one is in this room right now" in operate("live_message", room.pk, content="Hello?")
    assert not Message.objects.exists()
