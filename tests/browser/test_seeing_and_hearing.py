from rooms.models import Room
from tests.browser import media
from tests.browser.person import NewPerson, Person


def test_two_people_see_and_hear_each_other(together: tuple[Person, Person]) -> None:
    ann, ben = together

    media.sees(ann.page, "Ben")
    media.hears(ann.page, "Ben")
    media.sees(ben.page, "Ann Lee")
    media.hears(ben.page, "Ann Lee")


def test_three_people_see_and_hear_each_other(
    together: tuple[Person, Person], new_person: NewPerson, room: Room
) -> None:
    ann, ben = together
    cid = new_person("Cid")
    cid.arrive(room.code)
    cid.join()

    for person in (ann, ben, cid):
        for other in {"Ann Lee", "Ben", "Cid"} - {person.name}:
            media.sees(person.page, other)
            media.hears(person.page, other)
