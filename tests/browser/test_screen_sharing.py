from playwright.sync_api import Page, expect

from rooms.models import Room
from tests.browser import media
from tests.browser.person import NewPerson, Person
from tests.browser.picture_watch import CONNECTION_LOST
from tests.browser.sharing import SHARING, sees_both_pictures, share, stop
from tests.browser.staged_tiles import KEEPS_VIDEO, MARK_VIDEO
from tests.browser.tcp_proxy import TcpProxy
from tests.browser.waiting import eventually
from tests.servers.meet import MeetServer

_LINES = """
() => [...window.meet.mesh.links.values()].map(({ connection }) =>
  connection.getTransceivers().length)
"""


def lines(page: Page) -> list[int]:
    """Return the number of transceivers of each connection."""
    found: list[int] = page.evaluate(_LINES)
    return found


def test_a_shared_screen_takes_the_stage_of_the_others_beside_the_camera(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together

    share(ann)

    ben.sees_mark("Ann Lee", "sharing a screen")
    expect(ben.screen("Ann Lee")).to_contain_text("Ann Lee's screen")
    expect(ben.screen("Ann Lee")).to_have_attribute("data-staged", "")
    expect(ben.tile("Ann Lee")).not_to_have_attribute("data-staged", "")
    sees_both_pictures(ben, "Ann Lee")


def test_the_presenter_sees_the_own_screen_without_sound(together: tuple[Person, Person]) -> None:
    ann, _ = together

    share(ann)

    own = ann.tile("Your screen")
    expect(own).to_contain_text(SHARING)
    assert own.locator("video").evaluate("video => video.muted")
    eventually(ann.page, lambda: own.locator("video").evaluate("video => video.videoWidth > 0"))
    expect(own).not_to_have_attribute("data-staged", "")


def test_a_presenter_who_stops_by_keyboard_is_at_the_share_button(
    together: tuple[Person, Person],
) -> None:
    ann, _ = together
    share(ann)

    ann.button("Stop").press("Enter")

    expect(ann.page.get_by_text(SHARING)).to_be_hidden()
    expect(ann.button("Share screen")).to_be_focused()


def test_the_camera_stays_when_sharing_stops(together: tuple[Person, Person]) -> None:
    ann, ben = together
    share(ann)
    expect(ben.screen("Ann Lee")).to_be_visible()

    stop(ann)

    ben.sees_no_mark("Ann Lee", "sharing a screen")
    expect(ben.screen("Ann Lee")).to_have_count(0)
    media.sees(ben.page, "Ann Lee")


def test_a_screen_that_is_shared_again_uses_the_same_lines(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together
    share(ann)
    media.sees_screen(ben.page, "Ann Lee")
    before = lines(ann.page)
    stop(ann)
    expect(ben.screen("Ann Lee")).to_have_count(0)

    share(ann)

    sees_both_pictures(ben, "Ann Lee")
    assert (lines(ann.page), lines(ben.page)) == (before, before)


def test_two_people_share_at_once(together: tuple[Person, Person]) -> None:
    ann, ben = together

    ann.press("Share screen")
    ben.press("Share screen")

    for person, other in ((ann, "Ben"), (ben, "Ann Lee")):
        expect(person.screen(other)).to_have_attribute("data-staged", "")
        sees_both_pictures(person, other)


def test_two_screens_are_on_the_stage_of_a_third_person(
    together: tuple[Person, Person], cho: Person, room: Room
) -> None:
    ann, ben = together
    cho.arrive(room.code)
    cho.join()
    share(ann)
    expect(cho.screen("Ann Lee")).to_be_visible()
    cho.screen("Ann Lee").evaluate(MARK_VIDEO)

    share(ben)

    for name in ("Ann Lee", "Ben"):
        expect(cho.screen(name)).to_have_attribute("data-staged", "")
        sees_both_pictures(cho, name)
    assert cho.screen("Ann Lee").evaluate(KEEPS_VIDEO)


def test_a_pinned_screen_has_the_stage_for_itself(
    together: tuple[Person, Person], cho: Person, room: Room
) -> None:
    ann, ben = together
    cho.arrive(room.code)
    cho.join()
    for person in (ann, ben):
        share(person)
    for name in ("Ann Lee", "Ben"):
        expect(cho.screen(name)).to_have_attribute("data-staged", "")
    menu = cho.screen("Ben").get_by_role("button", name="Actions for Ben's screen")

    menu.click()
    cho.screen("Ben").get_by_role("menuitem", name="Pin").click()

    cho.sees_mark("Ben's screen", "pinned")
    expect(cho.screen("Ben")).to_have_attribute("data-staged", "")
    expect(cho.screen("Ann Lee")).not_to_have_attribute("data-staged", "")
    expect(cho.screen("Ann Lee")).to_be_visible()


def test_a_screen_is_seen_without_a_camera(together: tuple[Person, Person]) -> None:
    ann, ben = together
    ann.press("Camera")
    ben.sees_initials("Ann Lee")

    share(ann)
    media.sees_screen(ben.page, "Ann Lee")
    ben.sees_initials("Ann Lee")

    stop(ann)
    expect(ben.screen("Ann Lee")).to_have_count(0)
    ben.sees_initials("Ann Lee")


def test_a_person_who_joins_later_sees_both_pictures(ann: Person, ben: Person, room: Room) -> None:
    ann.arrive(room.code)
    ann.join()
    share(ann)

    ben.arrive(room.code)
    ben.join()

    ben.sees_mark("Ann Lee", "sharing a screen")
    sees_both_pictures(ben, "Ann Lee")


def test_a_person_who_reloads_sees_both_pictures_again(together: tuple[Person, Person]) -> None:
    ann, ben = together
    share(ann)
    media.sees_screen(ben.page, "Ann Lee")

    ben.page.reload()
    ben.is_inside()

    sees_both_pictures(ben, "Ann Lee")


def test_a_presenter_who_reloads_can_share_again(together: tuple[Person, Person]) -> None:
    ann, ben = together
    share(ann)
    media.sees_screen(ben.page, "Ann Lee")

    ann.page.reload()
    ann.is_inside()
    expect(ben.screen("Ann Lee")).to_have_count(0)
    ben.sees_no_mark("Ann Lee", "sharing a screen")
    share(ann)

    sees_both_pictures(ben, "Ann Lee")


def test_the_sound_of_a_shared_tab_is_heard_also_of_a_muted_person(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together
    share(ben)
    ben.press("Microphone")
    ann.sees_mark("Ben", "muted")

    media.hears(ann.page, "Ben", "screen")
    media.hears_nothing(ann.page, "Ben")
    assert ann.screen("Ben").locator("video").evaluate("video => !video.muted && !video.paused")


def test_a_presenter_without_a_connection_to_the_server_keeps_both_pictures(
    ann: Person, new_person: NewPerson, server: MeetServer, room: Room
) -> None:
    with TcpProxy(server.address) as proxy:
        ben = new_person("Ben", url=proxy.url)
        ben.errors.expect(CONNECTION_LOST)
        for person in (ann, ben):
            person.arrive(room.code)
            person.join()
        share(ben)
        sees_both_pictures(ann, "Ben")
        ann.screen("Ben").evaluate(MARK_VIDEO)

        proxy.cut()
        ann.sees_mark("Ben", "reconnecting")
        sees_both_pictures(ann, "Ben")
        proxy.restore()

        ann.sees_no_mark("Ben", "reconnecting")
        sees_both_pictures(ann, "Ben")
        assert ann.screen("Ben").evaluate(KEEPS_VIDEO)
