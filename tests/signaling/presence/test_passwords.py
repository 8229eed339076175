"""Passwords of ad-hoc rooms, with ten wrong ones per minute and address."""

import pytest

from signaling.presence import Room, Taken
from signaling.presence.records import AD_HOC, EntryRequest
from signaling.presence.refusals import (
    PasswordRequired,
    TooManyPasswords,
    WrongPassword,
)
from tests.signaling.examples import Clock, a_knock, a_room, a_seat
from tests.signaling.presence.conftest import Asking

HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"


def ad_hoc(password: str, name: str = "Garden") -> Room:
    return a_room(id=AD_HOC + name, code=name, name=name, host="", password=password)


def enter(ask: Asking, owner: str, password: str, network: str = HERE, name: str = "Garden") -> str:
    """Take a place; return the result, or raise the refusal."""
    room = ad_hoc(password, name)
    knock = a_knock(a_seat(owner, room_id=room.id), network=network)
    try:
        taken = ask.take_knock(room, knock)
    except (PasswordRequired, WrongPassword, TooManyPasswords) as refusal:
        return refusal.code
    assert isinstance(taken, Taken)
    return "in"


@pytest.fixture(autouse=True)
def _two_rooms(ask: Asking) -> None:
    for name in ("Garden", "Cellar"):
        assert enter(ask, f"first in {name}", "right", "198.51.100.1", name) == "in"


def test_ten_wrong_passwords_are_answered_whatever_the_room(ask: Asking) -> None:
    for name in ("Garden", "Cellar") * 5:
        assert enter(ask, "mallory", "wrong", name=name) == "WRONG_PASSWORD"
    for password in ("wrong", "right"):
        assert enter(ask, "mallory", password) == "TOO_MANY_PASSWORDS"
    assert enter(ask, "mallory", "") == "PASSWORD_REQUIRED"
    assert enter(ask, "mallory", "any", name="A new room") == "in"


def test_checking_counts_as_joining_does(ask: Asking) -> None:
    knock = a_knock(a_seat("mallory", room_id=ad_hoc("wrong").id), network=HERE)
    for _ in range(10):
        with pytest.raises(WrongPassword):
            ask.admission.check_entry(EntryRequest(ad_hoc("wrong"), knock))
    assert enter(ask, "mallory", "right") == "TOO_MANY_PASSWORDS"


def test_other_addresses_and_people_who_are_in_are_not_concerned(ask: Asking) -> None:
    assert enter(ask, "ann", "right") == "in"
    for _ in range(10):
        enter(ask, "mallory", "wrong")
    assert enter(ask, "bo", "right", ELSEWHERE) == "in"
    assert enter(ask, "ann", "forgotten") == "in"


def test_an_address_may_try_again_after_a_minute(ask: Asking, clock: Clock) -> None:
    for _ in range(10):
        enter(ask, "mallory", "wrong")
        clock.pass_seconds(1)
    clock.pass_seconds(49)
    with pytest.raises(TooManyPasswords) as refused:
        ask.take_knock(ad_hoc("right"), a_knock(a_seat("bo", room_id=ad_hoc("").id), network=HERE))
    assert refused.value.retry_after_seconds == 1
    clock.pass_seconds(1)
    assert enter(ask, "bo", "right") == "in"


def test_right_passwords_are_not_counted(ask: Asking) -> None:
    for number in range(3):
        assert enter(ask, f"guest {number}", "right", name="Cellar") == "in"
    for _ in range(10):
        assert enter(ask, "mallory", "wrong") == "WRONG_PASSWORD"
