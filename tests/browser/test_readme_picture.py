"""The picture in the README, taken of a real meeting: var/screenshots/meeting.png."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from accounts.models import User
from rooms.models import Room
from tests.browser import media
from tests.browser.person import NewPerson, Person
from tests.browser.screenshots import PICTURES, take_picture

_CAMERA = Path(__file__).with_name("portraits.js").read_text(encoding="utf-8")
_MUTED = "Cid Okafor"
_DISMISS_NOTICES = """
() => {
  const { page } = document.querySelector("meet-notices").call;
  for (const { id } of window.meet.state.notices) page.dismissNotice(id);
}
"""
_PORTRAITS: dict[str, dict[str, Any]] = {
    "Ann Lee": {
        "wall": "#dfe7e4",
        "light": "#f8fbfa",
        "wood": "#b58a63",
        "skin": "#e8b999",
        "hair": "#3a2a22",
        "shirt": "#0b6b74",
        "hasLongHair": True,
    },
    "Ben Duarte": {
        "wall": "#efe3d3",
        "light": "#fdf7ea",
        "wood": "#8a5a3b",
        "skin": "#c98f68",
        "hair": "#22201f",
        "shirt": "#37538f",
        "hasLongHair": False,
        "isSpeaking": True,
    },
    "Dora Winter": {
        "wall": "#d9dfeb",
        "light": "#f4f7fd",
        "wood": "#77706a",
        "skin": "#f2cdb4",
        "hair": "#b9783e",
        "shirt": "#8c3f5d",
        "hasLongHair": True,
    },
}


def test_four_people_in_a_meeting(new_person: NewPerson, account: User, room: Room) -> None:
    ann = seat(new_person, "Ann Lee", room, account=account)
    ben = seat(new_person, "Ben Duarte", room)
    dora = seat(new_person, "Dora Winter", room)
    cid = seat(new_person, _MUTED, room)
    cid.press("Camera")
    cid.press("Microphone")

    ben.say("Morning all! The agenda: https://example.org/agenda")
    dora.reads("Morning all!")
    dora.say("Thanks. I would start with the budget, it is the longest part.")
    ann.reads("I would start")
    ann.say("Good idea, let us do that.")
    cid.reads("Good idea")
    cid.say("I can only listen for the first half hour.")
    ann.reads("I can only listen")
    cid.press("Close chat")
    cid.press("Raise hand")

    for name in ("Ben Duarte", "Dora Winter"):
        media.sees(ann.page, name)
    ann.sees_mark(_MUTED, "muted")
    ann.sees_mark("Ben Duarte", "speaking")
    ann.sees_initials(_MUTED)
    ann.page.mouse.move(0, 0)
    ann.page.evaluate(_DISMISS_NOTICES)
    expect(ann.notices).to_be_empty()
    take_picture(ann, PICTURES / "meeting.png")


def seat(new_person: NewPerson, name: str, room: Room, account: User | None = None) -> Person:
    person = new_person(name, account=account, color_scheme="light")
    if portrait := _PORTRAITS.get(name):
        script = f"const portrait = {json.dumps(portrait)};\n{_CAMERA}"
        person.page.add_init_script(f"{{\n{script}\n}}")
    person.arrive(room.code)
    person.join()
    return person
