"""Random pairs in the browser: two strangers see, hear and read each other, and part."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import User
from rooms.models import Report
from tests.browser.chromium import Devices
from tests.browser.person import NewPerson, Person
from tests.browser.screenshots import LOOKS, look_at
from tests.browser.waiting import eventually

_FRAMES = """
async () => {
  const reports = await window.meet.link.connection?.getStats();
  const inbound = [...(reports?.values() ?? [])].filter((one) => one.type === "inbound-rtp");
  return inbound.reduce((sum, one) => sum + (one.framesDecoded ?? 0), 0);
}
"""
# As slow as a person who looks for the right button.
_SLOW_CAMERA = """
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wanted) => {
  await new Promise((resolve) => setTimeout(resolve, 4000));
  return ask(wanted);
};
"""
TOGETHER = "You are connected"
WAITING = "Looking for someone…"
LEFT = "Your partner has left"


def start(person: Person, *, choice: str = "Video and text") -> None:
    person.open("/pair/")
    person.page.get_by_label(choice).check()
    person.press("Start")


def sees_partner(person: Person) -> None:
    """Wait until pictures of the partner are decoded, and go on being decoded."""
    first = eventually(person.page, lambda: person.page.evaluate(_FRAMES), lambda now: now > 0)
    eventually(person.page, lambda: person.page.evaluate(_FRAMES), lambda now: now > first + 5)


def write(person: Person, words: str) -> None:
    field = person.page.get_by_role("textbox", name="Message")
    field.fill(words)
    field.press("Enter")


def reads(person: Person, words: str) -> None:
    expect(person.page.get_by_role("log")).to_contain_text(words)


@pytest.fixture
def ben(new_person: NewPerson) -> Person:
    return new_person("Ben")


@pytest.fixture
def cid(new_person: NewPerson) -> Person:
    return new_person("Cid")


def test_two_partners_see_each_other_chat_and_leave(ben: Person, cid: Person) -> None:
    start(ben)
    ben.is_told(WAITING)
    start(cid)
    for person in (ben, cid):
        person.is_told(TOGETHER)
        sees_partner(person)

    write(ben, "Hello <b>you</b>, see https://example.org")
    for person in (ben, cid):
        reads(person, "Hello <b>you</b>")
    expect(cid.page.get_by_role("link", name="https://example.org")).to_be_visible()

    ben.press("Next")
    ben.is_told(WAITING)
    cid.is_told(LEFT)
    cid.press("Next")
    for person in (ben, cid):
        person.is_told(TOGETHER)
        sees_partner(person)

    cid.press("Stop")
    cid.is_told("Meet someone new")
    ben.is_told(LEFT)
    ben.is_told(WAITING)


def test_a_partner_is_seen_again_after_the_browser_has_paused_the_video(
    ben: Person, cid: Person
) -> None:
    for person in (ben, cid):
        start(person)
    sees_partner(ben)
    partner = ben.page.get_by_label("Your partner", exact=True)

    partner.evaluate("video => video.pause()")

    eventually(ben.page, lambda: partner.evaluate("video => !video.paused"))


def test_a_partner_with_a_slow_camera_is_seen(new_person: NewPerson, ben: Person) -> None:
    late = new_person("Late")
    late.page.add_init_script(_SLOW_CAMERA)
    start(late)
    start(ben)
    for person in (late, ben):
        person.is_told(TOGETHER)
        sees_partner(person)


def test_two_partners_with_text_only_chat_without_cameras(ben: Person, cid: Person) -> None:
    for person in (ben, cid):
        start(person, choice="Text only")
    for person in (ben, cid):
        person.is_told(TOGETHER)
        expect(person.page.locator(".pair-stage")).to_be_hidden()
        expect(person.button("Camera")).to_be_hidden()
    write(ben, "Hello")
    reads(cid, "Hello")


def test_a_partner_with_text_only_can_turn_the_camera_on_in_a_pair_with_video(
    ben: Person, cid: Person
) -> None:
    start(ben)
    start(cid, choice="Text only")
    sees_partner(cid)
    expect(ben.page.get_by_text("Their camera is off")).to_be_visible()
    cid.press("Camera")
    sees_partner(ben)
    expect(ben.page.get_by_text("Their camera is off")).to_be_hidden()


def test_a_person_who_reads_older_messages_stays_there(ben: Person, cid: Person) -> None:
    for person in (ben, cid):
        start(person, choice="Text only")
        person.page.set_viewport_size({"width": 900, "height": 400})
    ben.is_told(TOGETHER)
    for number in range(12):
        write(ben, f"Message {number}")
        reads(cid, f"Message {number}")
    messages = cid.page.get_by_role("group", name="Chat")
    last = messages.get_by_text("Message 11")
    expect(last).to_be_in_viewport()

    messages.evaluate("list => (list.scrollTop = 0)")
    write(ben, "One more")
    reads(cid, "One more")
    expect(messages.get_by_text("Message 0")).to_be_in_viewport()

    write(cid, "Answer")
    expect(messages.get_by_text("Answer")).to_be_in_viewport()


def test_words_for_one_partner_are_not_kept_for_the_next(ben: Person, cid: Person) -> None:
    for person in (ben, cid):
        start(person, choice="Text only")
    ben.is_told(TOGETHER)
    field = ben.page.get_by_role("textbox", name="Message")
    field.fill("This is for you only")

    cid.press("Next")
    cid.is_told(WAITING)
    ben.press("Next")

    ben.is_told(TOGETHER)
    expect(field).to_have_value("")


@pytest.mark.parametrize("devices", [Devices.FORBIDDEN, Devices.MISSING])
def test_a_person_without_devices_can_chat(
    new_person: NewPerson, ben: Person, devices: Devices
) -> None:
    blind = new_person("Blind", devices=devices)
    start(blind)
    expect(blind.page.locator(".pair-start .pair-problems")).to_be_visible()
    blind.press("Start with text only")
    start(ben, choice="Text only")
    blind.is_told(TOGETHER)
    write(ben, "Hello")
    reads(blind, "Hello")


def test_reported_partners_are_not_paired_again(
    new_person: NewPerson, account: User, ben: Person
) -> None:
    ann = new_person("Ann", account=account)
    for person in (ann, ben):
        start(person, choice="Text only")
    for person in (ann, ben):
        person.is_told(TOGETHER)
    write(ben, "Something rude")
    reads(ann, "Something rude")
    expect(ben.page.get_by_role("log")).to_contain_text("Something rude")

    ann.press("Report")
    dialog = ann.page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("Rude")
    dialog.get_by_role("button", name="Report").click()
    expect(ann.page.get_by_text("your report was sent")).to_be_visible()
    ben.is_told(LEFT)
    report = Report.objects.get()
    assert (report.reporter, report.reason) == (account, "Rude")
    assert [one["text"] for one in report.messages] == ["Something rude"]
    for person in (ann, ben):
        person.is_told(WAITING)


def test_random_pairs_work_with_the_keyboard_alone(ben: Person, cid: Person) -> None:
    start(cid, choice="Text only")
    ben.open("/pair/")
    ben.page.get_by_label("Video and text").focus()
    ben.page.keyboard.press("ArrowDown")
    ben.page.keyboard.press("Enter")
    ben.is_told(TOGETHER)
    expect(ben.page.get_by_role("heading", level=1)).to_be_focused()
    ben.page.get_by_role("textbox", name="Message").focus()
    ben.page.keyboard.type("Hello")
    ben.page.keyboard.press("Enter")
    reads(cid, "Hello")
    ben.button("Next").focus()
    ben.page.keyboard.press("Enter")
    ben.is_told(WAITING)
    ben.button("Stop").focus()
    ben.page.keyboard.press("Enter")
    ben.is_told("Meet someone new")
    expect(ben.page.get_by_role("heading", level=1)).to_be_focused()


def test_screenshots_of_every_pair_screen(new_person: NewPerson, look: str) -> None:
    ben, cid = (new_person(name, **LOOKS[look]) for name in ("Ben", "Cid"))
    ben.open("/pair/")
    look_at(ben, look, "pair-start", "Meet someone new")
    start(ben)
    look_at(ben, look, "pair-waiting", WAITING)
    start(cid)
    for person in (ben, cid):
        sees_partner(person)
    write(ben, "Good morning!")
    write(cid, "Good morning, who are you?")
    reads(ben, "who are you")
    look_at(ben, look, "pair-together", TOGETHER)
    ben.press("Report")
    expect(ben.page.get_by_role("dialog")).to_be_visible()
    look_at(ben, look, "pair-report", TOGETHER)
    ben.page.keyboard.press("Escape")
    cid.press("Stop")
    look_at(ben, look, "pair-left", LEFT)
    ben.press("Stop")
    for person in (ben, cid):
        start(person, choice="Text only")
    ben.is_told(TOGETHER)
    write(cid, "And now in writing")
    reads(ben, "in writing")
    look_at(ben, look, "pair-text", TOGETHER)


def test_the_home_page_links_to_random_pairs(ben: Person) -> None:
    ben.open("/")
    ben.page.get_by_role("link", name=re.compile("meet someone new")).click()
    ben.is_told("Meet someone new")
