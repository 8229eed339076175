"""A look at every page of the admin, as it is by day, by night and on a phone."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from rooms.actions import count_refused_join, create_room
from rooms.models import (
    Audit,
    Block,
    Meeting,
    Membership,
    Message,
    PairBlock,
    RefusedJoin,
    Report,
    Room,
    Seat,
)
from tests.browser.person import NewPerson, Person
from tests.browser.screenshots import LOOKS, look_at
from tests.rooms.admin.conftest import url

LONG_NAME = "Somebody whose name is as long as a name may be 50"
# --color-on-accent, by day and by night
ON_ACCENT = {"light": "rgb(255, 255, 255)", "dark phone": "rgb(3, 40, 44)"}
MODELS: list[Any] = [
    Room,
    Meeting,
    Seat,
    Message,
    Block,
    Audit,
    RefusedJoin,
    Report,
    PairBlock,
    User,
    Group,
]

_COVERED_HEADINGS = """
() => {
  const buttons = [...document.querySelectorAll(".object-tools a")]
    .map((button) => button.getBoundingClientRect());
  const isOn = (button, line) =>
    button.left < line.right && line.left < button.right &&
    button.top < line.bottom && line.top < button.bottom;
  return [...document.querySelectorAll("#content > :is(h1, h2)")].filter((heading) => {
    const text = document.createRange();
    text.selectNodeContents(heading);
    const lines = [...text.getClientRects()];
    return lines.some((line) => buttons.some((button) => isOn(button, line)));
  }).map((heading) => heading.textContent);
}
"""


@pytest.fixture
def operator(new_person: NewPerson, look: str) -> Person:
    account = User.objects.create_superuser("root@example.org", display_name="Root")
    return new_person("Root", account=account, **LOOKS[look])


@pytest.fixture
def _a_meeting(ben: Person, room: Room) -> None:
    """Let Ben write in a meeting, and fill every table."""
    ben.arrive(room.code)
    ben.join()
    ben.say("Good morning!")
    ben.reads("Good morning!")
    other = User.objects.create_user("other@example.org", display_name=LONG_NAME)
    Block.objects.create(room=room, user=other, display_name=LONG_NAME, blocked_by=room.host)
    Membership.objects.create(room=room, user=other, role=Membership.Role.COHOST)
    Report.objects.create(reporter=room.host, reported=other, reason="Rude")
    PairBlock.objects.create(user=other, reason="Rude", blocked_by=room.host)
    Group.objects.create(name="Support")
    count_refused_join("ROOM_FULL")
    count_refused_join("NOT_INVITED", times=12)
    create_room(other, "A room whose name is as long as the field for it allows one to write it")


@pytest.mark.usefixtures("_a_meeting")
def test_the_admin_front_page(operator: Person, look: str) -> None:
    operator.open(reverse("admin:index"))
    expect(operator.page.get_by_role("region", name="In session")).to_contain_text("Ben")
    look_at(operator, look, "admin", "Administration")


@pytest.mark.usefixtures("_a_meeting")
def test_confirmation_pages_of_admin_actions(operator: Person, look: str, room: Room) -> None:
    seat = Seat.objects.get(meeting__room=room)
    for page, args, heading in (
        ("live_end", (room.pk,), "End the meeting?"),
        ("live_message", (room.pk,), "Message to a meeting"),
        ("live_remove", (room.pk, seat.pk), "Remove from the meeting?"),
    ):
        operator.open(reverse(f"admin:{page}", args=args))
        look_at(operator, look, f"admin-{page}", heading)


@pytest.mark.usefixtures("_a_meeting")
def test_admin_lists_and_rows(operator: Person, look: str) -> None:
    for model in MODELS:
        name = f"admin-{model.__name__.lower()}"
        for page, address in (
            (f"{name}-list", url(model, "changelist")),
            (name, url(model, "change", model.objects.latest("pk").pk)),
        ):
            assert operator.open(address).status == 200, address
            look_at(operator, look, page, operator.page.locator("h1").inner_text())
            assert operator.page.evaluate(_COVERED_HEADINGS) == []


def test_the_title_of_chosen_items_is_readable(operator: Person, look: str) -> None:
    operator.open(url(User, "change", User.objects.latest("pk").pk))
    title = operator.page.locator(".selector-chosen-title").first
    for text in (title.locator("label"), title.locator(".helptext")):
        expect(text).to_have_css("color", ON_ACCENT[look])
