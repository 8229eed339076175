"""People who reload, leave and rejoin, or open the meeting in another tab."""

from playwright.sync_api import expect

from rooms.models import Room
from tests.browser import media
from tests.browser.person import NewPerson, Person
from tests.browser.picture_watch import watch, watched


def test_a_reload_rejoins_the_meeting_at_once(together: tuple[Person, Person]) -> None:
    ann, ben = together
    ben.press("Microphone")
    ann.sees_mark("Ben", "muted")
    seat = ben.seat_id
    watch(ann, "Ben")

    ben.page.reload()

    ben.is_inside()
    assert ben.seat_id == seat
    expect(ben.button("Microphone")).to_have_attribute("aria-pressed", "false")
    ben.sees_mark("Ben (you)", "muted")
    media.sees(ann.page, "Ben")
    media.sees(ben.page, "Ann Lee")
    ann.sees_mark("Ben", "muted")
    assert media.counters(ann.page, "Ben").energy == 0
    expect(ann.tile("Ben")).to_have_count(1)
    seen = watched(ann, "Ben")
    assert seen.is_same_video
    assert seen.new_notices == 0


def test_a_second_tab_takes_the_seat_and_the_first_can_take_it_back(
    together: tuple[Person, Person], new_person: NewPerson, room: Room
) -> None:
    ann, first = together
    second = first.open_tab()
    second.arrive(room.code)
    second.join()

    first.is_told("You joined from another tab or device")
    expect(ann.tile("Ben")).to_have_count(1)
    media.sees(ann.page, "Ben")

    first.press("Use here")
    first.is_inside()
    second.is_told("You joined from another tab or device")
    media.sees(ann.page, "Ben")
    assert second.errors.unexpected == []


def test_a_person_who_left_can_rejoin(together: tuple[Person, Person]) -> None:
    ann, ben = together

    ben.press("Leave")
    ben.is_told("You left the meeting")
    expect(ann.tile("Ben")).to_have_count(0)
    ann.is_noticed("Ben left")

    ben.press("Rejoin")
    ben.is_inside()
    media.sees(ann.page, "Ben")
    media.sees(ben.page, "Ann Lee")


def test_leaving_releases_the_devices(together: tuple[Person, Person]) -> None:
    _, ben = together

    ben.press("Leave")
    ben.is_told("You left the meeting")

    assert ben.page.evaluate("window.meet.mesh.links.size") == 0
    assert ben.page.evaluate("window.meet.state.media.camera.isOn") is False
