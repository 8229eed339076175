import pytest
from playwright.sync_api import expect

from rooms.models import Room
from tests.browser.person import Person

_FOCUSED_NAME = """
() => {
  const { activeElement } = document;
  return activeElement.ariaLabel ?? activeElement.labels?.[0]?.innerText.split("\\n")[0].trim();
}
"""

_HAS_FOCUS = "element => element === document.activeElement"


@pytest.mark.parametrize(
    ("key", "button"),
    [("m", "Microphone"), ("v", "Camera"), ("h", "Raise hand"), ("s", "Share screen")],
)
def test_a_shortcut_turns_its_control_on_and_off(key: str, button: str, inside: Person) -> None:
    switch = inside.button(button)
    before = switch.get_attribute("aria-pressed")
    after = {"true": "false", "false": "true"}[str(before)]

    inside.page.keyboard.press(key)
    expect(switch).to_have_attribute("aria-pressed", after)
    inside.page.keyboard.press(key)
    expect(switch).to_have_attribute("aria-pressed", str(before))


@pytest.mark.parametrize(("key", "title"), [("c", "Chat"), ("p", "People")])
def test_a_shortcut_opens_a_panel_and_escape_closes_it(
    key: str, title: str, inside: Person
) -> None:
    panel = inside.page.get_by_role("complementary", name=title)

    inside.page.keyboard.press(key)
    expect(panel).to_be_visible()
    inside.page.keyboard.press("Escape")

    expect(panel).to_be_hidden()


def test_shortcuts_do_nothing_while_the_person_types(inside: Person) -> None:
    field = inside.panel("Chat").get_by_role("textbox", name="Message")

    field.press_sequentially("mvhc")

    expect(field).to_have_value("mvhc")
    expect(inside.button("Microphone")).to_have_attribute("aria-pressed", "true")
    expect(inside.button("Camera")).to_have_attribute("aria-pressed", "true")
    expect(inside.button("Raise hand")).to_have_attribute("aria-pressed", "false")


def test_shortcuts_of_the_browser_still_work(inside: Person) -> None:
    inside.page.keyboard.press("Control+m")

    inside.page.keyboard.press("h")
    expect(inside.button("Raise hand")).to_have_attribute("aria-pressed", "true")
    expect(inside.button("Microphone")).to_have_attribute("aria-pressed", "true")


def test_a_call_is_joined_and_left_by_keyboard_alone(ben: Person, room: Room) -> None:
    ben.arrive(room.code)
    tab_to(ben, "Your name")
    ben.page.keyboard.type("Ben")
    ben.page.keyboard.press("Enter")
    ben.is_inside()
    heading = ben.page.get_by_role("heading", level=1)
    expect(heading).to_be_focused()

    tab_to(ben, "Leave")
    ben.page.keyboard.press("Enter")

    ben.is_told("You left the meeting")
    expect(heading).to_be_focused()


def test_a_host_admits_a_person_by_keyboard_alone(ann: Person, ben: Person, room: Room) -> None:
    room.settings.waiting_room = True
    room.settings.save()
    ann.arrive(room.code)
    ann.join()
    ben.arrive(room.code)
    ben.knock()

    ann.page.keyboard.press("p")
    tab_to(ann, "Admit Ben")
    ann.page.keyboard.press("Enter")

    ben.is_inside()


def tab_to(person: Person, name: str) -> None:
    """Press Tab until the control of this name has the focus."""
    reached = []
    while name not in reached:
        person.page.keyboard.press("Tab")
        reached.append(person.page.evaluate(_FOCUSED_NAME))
        assert len(reached) < 40, f"{name} can't be reached by Tab, only {reached}"


def test_reordering_the_people_list_keeps_the_focus(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together
    people = ann.panel("People")
    menu = people.get_by_role("button", name="Actions for Ben")
    menu.focus()

    ben.press("Raise hand")

    first = people.locator("meet-person").first
    expect(first).to_contain_text("Ben")
    assert menu.evaluate(_HAS_FOCUS)
    ben.press("Raise hand")
    expect(first).to_contain_text("Ann Lee")
    assert menu.evaluate(_HAS_FOCUS)


def test_holding_space_talks_until_the_key_is_released(together: tuple[Person, Person]) -> None:
    ann, ben = together
    microphone = ben.button("Microphone")
    microphone.click()
    ann.sees_mark("Ben", "muted")

    ben.page.keyboard.down("Space")
    expect(microphone).to_have_attribute("aria-pressed", "true")
    ann.sees_mark("Ben", "speaking")
    ben.page.keyboard.up("Space")

    expect(microphone).to_have_attribute("aria-pressed", "false")
    ann.sees_mark("Ben", "muted")


def test_a_modifier_key_ends_talking_and_the_release_presses_nothing(inside: Person) -> None:
    microphone, keyboard = inside.button("Microphone"), inside.page.keyboard
    microphone.click()
    keyboard.down("Space")
    expect(microphone).to_have_attribute("aria-pressed", "true")

    keyboard.down("Meta")
    expect(microphone).to_have_attribute("aria-pressed", "false")
    keyboard.up("Meta")
    keyboard.down("Space")
    keyboard.up("Space")

    keyboard.press("h")
    expect(inside.button("Raise hand")).to_have_attribute("aria-pressed", "true")
    expect(microphone).to_have_attribute("aria-pressed", "false")


def test_space_presses_a_control_that_was_reached_by_keyboard(inside: Person) -> None:
    inside.press("Microphone")
    expect(inside.button("Microphone")).to_have_attribute("aria-pressed", "false")
    tab_to(inside, "Raise hand")

    inside.page.keyboard.press("Space")

    expect(inside.button("Raise hand")).to_have_attribute("aria-pressed", "true")
    expect(inside.button("Microphone")).to_have_attribute("aria-pressed", "false")


def test_space_types_a_space_while_the_person_types(inside: Person) -> None:
    inside.press("Microphone")
    field = inside.panel("Chat").get_by_role("textbox", name="Message")

    field.press_sequentially("a b?")

    expect(field).to_have_value("a b?")
    expect(inside.button("Microphone")).to_have_attribute("aria-pressed", "false")
    expect(inside.page.get_by_role("dialog")).to_have_count(0)


def test_the_list_of_shortcuts_opens_by_key_and_from_the_menu(inside: Person) -> None:
    shortcuts = inside.page.get_by_role("dialog", name="Keyboard shortcuts")

    inside.page.keyboard.press("?")
    expect(shortcuts).to_contain_text("Talk while you hold the key")
    inside.page.keyboard.press("m")
    inside.page.keyboard.press("Escape")
    expect(shortcuts).to_be_hidden()
    expect(inside.button("Microphone")).to_have_attribute("aria-pressed", "true")

    inside.choose("More", "Keyboard shortcuts")
    inside.answer("Keyboard shortcuts", "Done")
    expect(shortcuts).to_be_hidden()
