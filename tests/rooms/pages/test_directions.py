"""Names and messages in Hebrew do not change the direction of the text around them."""

import re

import pytest
from django.test import Client

from accounts.models import User
from rooms import actions
from rooms.models import Audit, Membership, Room
from tests.rooms import stories

pytestmark = pytest.mark.django_db

HOST, ROOM, GUEST, WORDS = "דנה לוי?", "ישיבה (2)", "רון!", "מה שלומך?"


@pytest.fixture
def host() -> User:
    return User.objects.create_user("ann@example.org", display_name=HOST, is_superuser=True)


@pytest.fixture
def room(host: User) -> Room:
    room = actions.create_room(host, ROOM)
    member = User.objects.create_user("ron@example.org", display_name=GUEST)
    room.memberships.create(user=member, role=Membership.Role.COHOST)
    met = stories.meeting(room)
    stories.message(stories.stay(met, host), WORDS, 1)
    stories.stay(met, GUEST)
    stories.audit_entry(room, Audit.Action.MUTE, 2, GUEST)
    return room


def in_running_text(page: str) -> str:
    """Return the visible text of a page, without isolated text."""
    shown = page[page.index("<body") :]
    for hidden in (
        r"<script.*?</script>",
        r"<title>.*?</title>",
        r"<bdi>.*?</bdi>",
        r'<p [^>]*dir="auto"[^>]*>.*?</p>',
        r'<span class="avatar".*?</span>',
        r"<[^>]*>",
    ):
        shown = re.sub(hidden, "", shown, flags=re.DOTALL)
    return shown


@pytest.mark.parametrize(
    "path", ["/", "/{code}", "/rooms/{code}/settings/", "/rooms/{code}/delete/", "meetings", "met"]
)
def test_others_text_is_isolated(path: str, as_host: Client, room: Room) -> None:
    meetings = f"/rooms/{room.code}/meetings/"
    met = room.meetings.get()
    addresses = {"meetings": meetings, "met": f"{meetings}{met.pk}/"}
    response = as_host.get(addresses.get(path, path.format(code=room.code)))

    page = response.content.decode()
    assert response.status_code == 200
    assert f"<bdi>{ROOM}</bdi>" in page
    assert not re.search("[\u0590-\u05ff]", in_running_text(page))
    title = page[page.index("<title>") : page.index("</title>")]
    assert ROOM not in title or f"\u2068{ROOM}\u2069" in title


def test_a_message_has_the_direction_of_its_own_words(as_host: Client, room: Room) -> None:
    page = as_host.get(f"/rooms/{room.code}/meetings/{room.meetings.get().pk}/").content.decode()

    assert re.search(rf'<p class="transcript__words" dir="auto">\s*{re.escape(WORDS)}', page)


def test_records_in_the_admin_isolate_their_names(room: Room) -> None:
    assert str(room) == f"\u2068{ROOM}\u2069 ({room.code})"
    assert str(room.meetings.get()).startswith(f"\u2068{ROOM}\u2069, ")
    muted = room.audits.get(action=Audit.Action.MUTE)
    assert str(muted).endswith(f" \u2068{GUEST}\u2069")
