"""The pages that a host finds after the meeting."""

import re
from pathlib import Path

from playwright.sync_api import expect

from rooms.models import Room
from tests.browser.person import Person


def test_the_host_sees_attendance_and_chat_after_the_meeting(
    together: tuple[Person, Person], room: Room
) -> None:
    ann, ben = together
    ben.say("The notes are ready")
    ann.reads("The notes are ready")
    ben.press("Leave")
    ben.is_told("You left the meeting")
    ann.choose("Leave", "Leave meeting")
    ann.is_told("You left the meeting")

    ann.open("/")
    ann.page.get_by_role("link", name=re.compile(rf"^{room.name} \w")).click()

    ann.is_told(room.name)
    people = ann.page.get_by_role("table")
    expect(people.get_by_role("row", name="Ann Lee Host")).to_be_visible()
    expect(people.get_by_role("row", name="Ben Guest")).to_be_visible()
    expect(ann.page.get_by_role("region", name="Chat")).to_contain_text("The notes are ready")


def test_the_attendance_can_be_downloaded(together: tuple[Person, Person], room: Room) -> None:
    ann, _ = together
    ann.open(f"/rooms/{room.code}/meetings/")
    ann.page.get_by_role("main").get_by_role("article").get_by_role("link").click()

    with ann.page.expect_download() as downloading:
        ann.page.get_by_role("link", name="CSV of the attendance").click()

    kept = Path(downloading.value.path()).read_text(encoding="utf-8-sig")
    assert '"Ben","Participant","no"' in kept


def test_times_are_in_the_time_zone_of_the_reader(ann: Person, room: Room) -> None:
    ann.open(f"/rooms/{room.code}/settings/")
    time = ann.page.get_by_role("region", name="Activity log").get_by_role("time").first
    here = time.evaluate(
        "(one) => new Date(one.dateTime).toLocaleString([], "
        "{ dateStyle: 'medium', timeStyle: 'short' })"
    )

    expect(time).to_have_text(here)
