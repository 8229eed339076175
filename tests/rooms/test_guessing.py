"""At most so many unknown codes are answered to one address."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from pytest_django import Settings

from rooms.guessing import guessing
from rooms.refusals import RoomNotFound, TooManyGuesses

HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture(autouse=True)
def _three_guesses(settings: Settings) -> None:
    settings.UNKNOWN_CODES = 3


def look_up(right: bool) -> None:
    if not right:
        raise RoomNotFound


def guess(address: str = HERE, *, right: bool = False) -> str:
    """Look a room up; return what is answered."""
    try:
        with guessing(address):
            look_up(right)
    except (RoomNotFound, TooManyGuesses) as refusal:
        return refusal.code
    return "found"


def test_unknown_codes_are_answered_a_few_times() -> None:
    assert [guess() for _ in range(5)] == ["ROOM_NOT_FOUND"] * 3 + ["TOO_MANY_GUESSES"] * 2


def test_who_guessed_too_often_is_not_told_of_rooms_that_there_are() -> None:
    assert guess(right=True) == "found"
    for _ in range(3):
        guess()
    assert guess(right=True) == "TOO_MANY_GUESSES"


def test_codes_that_are_right_are_not_counted() -> None:
    assert {guess(right=True) for _ in range(10)} == {"found"}
    assert guess() == "ROOM_NOT_FOUND"


def test_an_address_has_its_guesses_back_after_a_while(settings: Settings) -> None:
    settings.UNKNOWN_CODES_SECONDS = 0
    assert {guess() for _ in range(5)} == {"ROOM_NOT_FOUND"}


def test_addresses_are_counted_apart() -> None:
    for _ in range(4):
        guess()
    assert guess(ELSEWHERE) == "ROOM_NOT_FOUND"


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("2001:db8:1:2::3", "2001:db8:1:2:ffff::4"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", "a socket in the file system"),
    ],
)
def test_addresses_that_one_customer_may_have_are_counted_together(one: str, another: str) -> None:
    for _ in range(3):
        guess(one)
    assert guess(another) == "TOO_MANY_GUESSES"
    assert guess("2001:db8:1:3::3") == "ROOM_NOT_FOUND"


def test_of_many_guesses_at_once_no_more_are_answered() -> None:
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: guess(), range(200)))
    assert answers.count("ROOM_NOT_FOUND") == 3
