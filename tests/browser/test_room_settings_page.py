from playwright.sync_api import expect

from rooms.models import Room
from tests.browser.person import Person


def test_the_cost_of_many_pictures_is_said_below_the_number_of_people(
    ann: Person, room: Room
) -> None:
    ann.open(f"/rooms/{room.code}/settings/")
    places = ann.page.get_by_label("Maximum number of people")
    sentence = ann.page.get_by_text("With more than 4 people, everyone is still heard.")

    places.fill("5")
    expect(sentence).to_be_visible()

    places.fill("4")
    expect(sentence).to_be_hidden()
