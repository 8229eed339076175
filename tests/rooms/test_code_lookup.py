"""The limit of different unknown codes for one address."""

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.identity import Person, person_of_account
from accounts.models import User
from rooms.code_lookup import find_room, request_entry, request_entry_by_name
from rooms.models import Meeting, Membership, Room, Seat
from rooms.refusals import RoomEnded, RoomNotFound, TooManyGuesses
from tests.at_once import at_once

HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture(autouse=True)
def _three_guesses(settings: Settings) -> None:
    settings.UNKNOWN_CODES = 3


@pytest.fixture(autouse=True)
def _room(room: Room) -> None:
    Room.objects.update(code="111111")
    room.refresh_from_db()


def guess(person: Person, code: str, address: str = HERE) -> str:
    """Look up a room; return the result."""
    try:
        find_room(code, person, address)
    except (RoomNotFound, TooManyGuesses) as refusal:
        return refusal.code
    return "found"


def guess_three(person: Person, address: str = HERE) -> None:
    for code in ("222222", "333333", "444444"):
        assert guess(person, code, address) == "ROOM_NOT_FOUND"


def test_unknown_codes_are_answered_a_few_times(guest: Person) -> None:
    guess_three(guest)
    assert guess(guest, "555555") == "TOO_MANY_GUESSES"


def test_who_guessed_too_often_is_not_told_of_rooms_that_there_are(guest: Person) -> None:
    assert guess(guest, "111111") == "found"
    guess_three(guest)
    assert guess(guest, "111111") == "TOO_MANY_GUESSES"


def test_the_same_unknown_code_counts_once_however_it_is_spelled(guest: Person) -> None:
    spellings = ("222 222", "22-22-22", "Nonsense", "nonsense ") * 5
    assert {guess(guest, code) for code in spellings} == {"ROOM_NOT_FOUND"}
    assert guess(guest, "333333") == "ROOM_NOT_FOUND"
    assert guess(guest, "444444") == "TOO_MANY_GUESSES"
    assert guess(guest, "222222") == "ROOM_NOT_FOUND"


def test_codes_that_are_right_are_not_counted(guest: Person) -> None:
    assert {guess(guest, "111111") for _ in range(10)} == {"found"}
    guess_three(guest)


def test_an_address_has_its_guesses_back_after_a_while(settings: Settings, guest: Person) -> None:
    settings.UNKNOWN_CODES_SECONDS = 0
    assert {guess(guest, f"22222{at}") for at in range(5)} == {"ROOM_NOT_FOUND"}


def test_addresses_are_counted_apart(guest: Person) -> None:
    guess_three(guest)
    guess_three(guest, ELSEWHERE)


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("2001:db8:1:2::3", "2001:db8:1:2:ffff::4"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", "a socket in the file system"),
    ],
)
def test_addresses_that_one_customer_may_have_are_counted_together(
    guest: Person, one: str, another: str
) -> None:
    guess_three(guest, one)
    assert guess(guest, "555555", another) == "TOO_MANY_GUESSES"
    assert guess(guest, "555555", "2001:db8:1:3::3") == "ROOM_NOT_FOUND"


@pytest.mark.parametrize("access", ["signed_in", "invited"])
def test_a_room_for_accounts_is_an_unknown_code_to_a_guest(guest: Person, access: str) -> None:
    Room.objects.update(access=access)
    assert guess(guest, "111111") == "ROOM_NOT_FOUND"
    guess_three_more = [guess(guest, code) for code in ("222222", "333333", "444444")]
    assert guess_three_more == ["ROOM_NOT_FOUND", "ROOM_NOT_FOUND", "TOO_MANY_GUESSES"]


def test_the_host_and_members_are_never_refused_for_guesses(
    guest: Person, host: User, room: Room, somebody: Person
) -> None:
    guess_three(guest)
    assert guess(somebody, "111111") == "TOO_MANY_GUESSES"
    Membership.objects.create(room=room, user_id=somebody.user_id, role="invited")
    for person in (somebody, person_of_account(host)):
        assert guess(person, "111111") == "found"
        assert guess(person, "555555") == "TOO_MANY_GUESSES"


def test_a_guest_with_a_seat_is_never_refused_for_guesses(guest: Person, room: Room) -> None:
    guess_three(guest)
    meeting = Meeting.objects.create(room=room)
    Seat.objects.create(meeting=meeting, role="participant", guest_id=guest.guest_id)
    assert guess(guest, "111111") == "found"
    Seat.objects.update(given_up_at=timezone.now())
    assert guess(guest, "111111") == "found"
    Seat.objects.update(is_removed=True)
    assert guess(guest, "111111") == "TOO_MANY_GUESSES"


def test_the_host_of_an_ended_room_is_told_so_whoever_guessed(guest: Person, host: User) -> None:
    Room.objects.update(ended_at=timezone.now())
    guess_three(guest)
    with pytest.raises(RoomEnded):
        request_entry("111111", person_of_account(host), HERE)
    with pytest.raises(TooManyGuesses):
        request_entry("111111", guest, HERE)


def test_names_of_new_ad_hoc_rooms_are_no_guesses(guest: Person) -> None:
    for number in range(10):
        assert request_entry_by_name(f"22222{number}", guest, HERE, True) is None
    guess_three(guest)


def test_who_names_many_rooms_learns_of_no_other_room_by_it(
    guest: Person, host: User, room: Room
) -> None:
    found = request_entry_by_name("111111", guest, HERE, True)
    assert found is not None
    for number in range(3):
        assert request_entry_by_name(f"22222{number}", guest, HERE, True) is None
    for is_new in (True, False):
        assert request_entry_by_name("111111", guest, HERE, is_new) is None
    owner = request_entry_by_name("111111", person_of_account(host), HERE, True)
    assert owner is not None
    assert owner.room == room


def test_names_of_rooms_in_session_are_not_counted(guest: Person) -> None:
    for number in range(10):
        assert request_entry_by_name(f"22222{number}", guest, HERE, False) is None
    assert request_entry_by_name("111111", guest, HERE, True) is not None


def test_who_guessed_codes_learns_of_no_room_by_naming_it(guest: Person) -> None:
    guess_three(guest)
    assert request_entry_by_name("111111", guest, HERE, True) is None


@pytest.mark.django_db(transaction=True)
def test_of_many_guesses_at_once_no_more_are_answered(guest: Person) -> None:
    codes = [f"{number:06}" for number in range(200)]
    answers = at_once(lambda code: guess(guest, code), codes, threads=16)
    assert answers.count("ROOM_NOT_FOUND") == 3
