import re

from playwright.sync_api import expect

from rooms.models import Room
from tests.browser.person import NewPerson, Person
from tests.browser.screenshots import PHONE, PICTURES, take_picture

_IS_ON_TOP = """
(element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}
"""


def test_two_people_exchange_messages(together: tuple[Person, Person]) -> None:
    ann, ben = together

    ann.say("Good morning")
    ben.reads("Good morning")
    ben.say("Hello Ann")

    ann.reads("Hello Ann")
    expect(ann.panel("Chat").get_by_role("log")).to_contain_text("Ben")


def test_unread_messages_are_counted_until_the_chat_is_opened(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together

    ann.say("One")
    ann.say("Two")

    expect(ben.button("Chat, 2 unread")).to_be_visible()
    ben.reads("Two")
    expect(ben.page.get_by_role("button", name="Chat, 2 unread")).to_have_count(0)


def test_new_messages_have_a_divider_until_the_chat_is_closed(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together
    divider = ben.page.get_by_text("New messages", exact=True)

    ann.say("One")
    ben.reads("One")
    expect(divider).to_be_visible()
    ben.button("Close chat").click()
    ben.reads("One")
    expect(divider).to_have_count(0)


def test_a_sent_message_is_in_view_also_above_the_end_of_the_chat(
    together: tuple[Person, Person],
) -> None:
    ann, _ben = together
    log = ann.panel("Chat").get_by_role("log")
    for number in range(12):
        ann.say(f"Line {number}\nand\nthree\nmore\nlines")
    expect(log).to_contain_text("Line 11")
    first = log.get_by_text("Line 0")
    first.scroll_into_view_if_needed()
    expect(first).to_be_in_viewport()

    ann.say("At the end")

    expect(log.get_by_text("At the end")).to_be_in_viewport()


def test_a_pasted_text_that_is_too_long_is_not_cut_off(together: tuple[Person, Person]) -> None:
    ann, ben = together
    field = ann.panel("Chat").get_by_role("textbox", name="Message")

    ann.say("a" * 2001)
    expect(ann.page.get_by_text("2001 of 2000 characters")).to_be_visible()
    expect(field).to_have_value("a" * 2001)
    ann.say("b" * 2000)

    ben.reads("b" * 2000)
    expect(field).to_have_value("")
    expect(ben.panel("Chat").get_by_role("log")).not_to_contain_text("a" * 2001)


def test_a_person_who_joins_later_sees_earlier_messages(
    together: tuple[Person, Person], new_person: NewPerson, room: Room
) -> None:
    ann, ben = together
    ann.say("First")
    ben.reads("First")

    cid = new_person("Cid")
    cid.arrive(room.code)
    cid.join()

    cid.reads("First")


def test_typing_is_shown_to_others_until_it_stops(together: tuple[Person, Person]) -> None:
    ann, ben = together
    ann.panel("Chat")
    typing = ann.panel("Chat").get_by_text("Ben is typing…")

    ben.panel("Chat").get_by_role("textbox", name="Message").press_sequentially("Hm")

    expect(typing).to_be_visible()
    expect(typing).to_be_hidden()


def test_a_sent_message_ends_the_typing(together: tuple[Person, Person]) -> None:
    ann, ben = together
    typing = ann.panel("Chat").get_by_text("Ben is typing…")
    field = ben.panel("Chat").get_by_role("textbox", name="Message")
    field.press_sequentially("Hm")
    expect(typing).to_be_visible()

    field.press("Enter")

    ann.reads("Hm")
    expect(typing).to_be_hidden(timeout=1000)


def test_links_can_be_followed(together: tuple[Person, Person]) -> None:
    ann, ben = together

    ann.say("See https://example.org/notes?day=1.")

    link = ben.panel("Chat").get_by_role("link")
    expect(link).to_have_text("https://example.org/notes?day=1")
    expect(link).to_have_attribute("href", "https://example.org/notes?day=1")
    expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")


def test_markup_in_a_message_is_shown_as_text(together: tuple[Person, Person]) -> None:
    ann, ben = together
    markup = "<img src=x onerror=\"document.title='broken in'\"><b>bold</b>"

    ann.say(markup)

    ben.reads(markup)
    expect(ben.panel("Chat").locator("img, b")).to_have_count(0)
    expect(ben.page).to_have_title("Weekly planning · Meet")


def test_markup_in_a_name_is_shown_as_text(ann: Person, new_person: NewPerson, room: Room) -> None:
    name = "<img src=x onerror=alert(1)>"
    guest = new_person(name)
    for person in (ann, guest):
        person.arrive(room.code)
        person.join()

    expect(ann.tile(name)).to_be_visible()
    ann.is_noticed(f"{name} joined")
    expect(ann.panel("People")).to_contain_text(name)
    expect(ann.page.locator("img[onerror]")).to_have_count(0)


def test_notices_are_seen_above_a_chat_that_covers_a_phone(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together
    ben.page.set_viewport_size(PHONE)
    ben.panel("Chat")

    ann.act_on("Ben", "Mute")

    ben.is_noticed("A host muted you")
    assert ben.notices.evaluate(_IS_ON_TOP)
    assert ben.button("Close chat").evaluate(_IS_ON_TOP)
    take_picture(ben, PICTURES / "phone" / "notice-above-chat.png")


def test_the_keyboard_of_a_phone_leaves_the_field_and_the_messages_in_sight(
    together: tuple[Person, Person],
) -> None:
    _, ben = together
    ben.page.set_viewport_size(PHONE)
    for number in range(8):
        ben.say(f"Message {number}")

    # The browser reduces the page by the height of the keyboard.
    viewport = ben.page.locator("meta[name=viewport]")
    expect(viewport).to_have_attribute("content", re.compile("interactive-widget=resizes-content"))
    ben.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"] // 2})

    chat = ben.panel("Chat")
    expect(chat.get_by_role("textbox", name="Message")).to_be_in_viewport(ratio=1)
    expect(chat.get_by_text("Message 7")).to_be_in_viewport(ratio=1)
