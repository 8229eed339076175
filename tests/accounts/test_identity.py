import uuid

import pytest

from accounts.avatars import AVATAR_COLORS, color_for
from accounts.guests import guest_from_token
from accounts.identity import person_of_account, person_of_guest
from accounts.models import User

GUEST = uuid.UUID(int=7)


def test_an_account_is_known_by_its_id_and_needs_no_token(ann: User) -> None:
    person = person_of_account(ann)
    assert (person.user_id, person.guest_id, person.display_name) == (ann.pk, None, "Ann")
    assert (person.key, person.token) == (f"user:{ann.pk}", None)
    assert person.avatar_color == ann.avatar_color


def test_a_guest_is_known_by_its_id_whatever_the_name() -> None:
    person = person_of_guest(GUEST, "Bo")
    assert (person.user_id, person.guest_id, person.display_name) == (None, GUEST, "Bo")
    assert person.key == person_of_guest(GUEST, "Cy").key == f"guest:{GUEST.hex}"
    assert person.token is not None
    assert guest_from_token(person.token) == GUEST


def test_a_guest_keeps_its_colour() -> None:
    assert person_of_guest(GUEST).avatar_color == person_of_guest(GUEST, "Bo").avatar_color


@pytest.mark.parametrize("seed", ["", "a", GUEST.hex, None])
def test_a_colour_is_one_of_twelve(seed: str | None) -> None:
    assert 0 <= color_for(seed) < AVATAR_COLORS


def test_all_twelve_colours_are_used() -> None:
    assert {color_for(str(number)) for number in range(200)} == set(range(AVATAR_COLORS))
