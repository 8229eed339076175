from playwright.sync_api import expect

from rooms.models import Room
from tests.browser.person import Person

# The host's switch, the control of the participant, and the label of the control afterwards.
FORBIDDEN = (
    ("Use their microphone", "Microphone", "Microphones are turned off in this room."),
    ("Use their camera", "Camera", "Cameras are turned off in this room."),
    ("Share their screen", "Share screen", "Screen sharing is turned off in this room."),
    ("Send reactions", "React", "Reactions are turned off in this room."),
)


def test_controls_that_the_host_forbids_are_disabled_with_the_reason(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together
    for switch, control, reason in FORBIDDEN:
        ann.set(switch, False)

        expect(ben.button(control)).to_have_attribute("title", reason)
        expect(ben.button(control)).not_to_have_attribute("aria-pressed", "true")
        # The locator would wait for it to be enabled, which a person need not.
        ben.button(control).click(force=True)
        ben.is_noticed(reason)

        ann.set(switch, True)
        expect(ben.button(control)).not_to_have_attribute("aria-disabled", "true")


def test_mute_all_lets_people_unmute_only_if_the_host_allows_it(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together
    ann.panel("People").get_by_role("button", name="Mute all").click()
    ann.page.get_by_role("switch", name="Allow people to unmute themselves").uncheck()
    ann.answer("Mute everyone?", "Mute all")

    ann.sees_mark("Ben", "muted")
    expect(ann.button("Microphone")).to_have_attribute("aria-pressed", "true")
    expect(ben.button("Microphone")).to_have_attribute("aria-disabled", "true")

    ann.set("Unmute themselves", True)
    ben.press("Microphone")
    ann.sees_no_mark("Ben", "muted")


def test_a_forbidden_microphone_is_off_before_joining_too(ben: Person, room: Room) -> None:
    room.settings.allow_microphone = False
    room.settings.save()

    ben.arrive(room.code)

    expect(ben.button("Microphone")).to_have_attribute("aria-disabled", "true")
    ben.join()
    expect(ben.button("Camera")).to_have_attribute("aria-pressed", "true")


def test_a_reaction_is_shown_on_the_tile_and_announced(together: tuple[Person, Person]) -> None:
    ann, ben = together

    ben.press("React")
    ben.page.get_by_role("menuitem", name="🎉").click()

    for person in (ann, ben):
        person.sees_reaction("🎉")
    expect(ann.page.locator("meet-reaction-announcer")).to_have_text("Ben: 🎉")
    expect(ann.page.locator("meet-tile", has_text="🎉")).to_have_count(0)


def test_a_new_name_is_shown_to_everyone_and_kept_after_a_reload(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together

    ben.choose("More", "Change name")
    ben.page.get_by_label("Name in this meeting").fill("Benedict")
    ben.page.get_by_label("Name in this meeting").press("Enter")

    ann.is_noticed("Ben changed their name to Benedict")
    expect(ann.tile("Benedict")).to_be_visible()
    ben.page.reload()
    expect(ben.tile("Benedict (you)")).to_be_visible()
    expect(ann.tile("Benedict")).to_be_visible()
