"""As whom somebody joins: an account under its own name, a guest under the name it gives."""

import uuid

import pytest

from accounts.guests import participant_token
from rooms.models import Room, Seat
from rooms.refusals import (
    InvalidInput,
)
from signaling.caller import Caller
from signaling.refusals import IdentityMismatch
from tests.signaling.actions.clients import Company
from tests.signaling.examples import a_caller, a_guest


@pytest.mark.parametrize("name", [None, "", "   ", "\u200b\u202e", "\u3164", "\u2800", "\u0301"])
def test_a_guest_needs_a_name(
    company: Company, room: Room, guest: Caller, name: str | None
) -> None:
    with pytest.raises(InvalidInput, match="1 to 50"):
        company.join(guest, room, display_name=name)


def test_a_guest_is_called_as_it_says_now_or_said_when_connecting(
    company: Company, room: Room
) -> None:
    guest = a_caller("bo", a_guest(""), claimed_name="Bo of the handshake")
    company.join(guest, room, display_name=None)
    assert company.seat(guest).display_name == "Bo of the handshake"
    other = a_caller("cy", a_guest("cy"), claimed_name="Cy of the handshake")
    company.join(other, room, display_name=" \u202eCy  of the\njoin ")
    assert company.seat(other).display_name == "Cy of the join"


def test_an_account_is_called_as_it_is_called(company: Company, room: Room, host: Caller) -> None:
    company.join(host, room, display_name="The President")
    assert company.seat(host).display_name == "Ann"


@pytest.mark.parametrize("claim", ["999", 999, "ann@example.org", ""])
def test_a_claim_to_be_somebody_else_is_refused(
    company: Company, room: Room, host: Caller, guest: Caller, claim: str | int
) -> None:
    for caller in (host, guest):
        with pytest.raises(IdentityMismatch):
            company.join(caller, room, user_id=claim)
    assert company.join(host, room, user_id=host.person.user_id).is_host


def test_a_claim_of_the_handshake_is_compared_too(company: Company, room: Room) -> None:
    with pytest.raises(IdentityMismatch):
        company.join(a_caller("bo", claimed_user_id="1"), room)


def test_a_guest_without_cookies_returns_by_its_token(
    company: Company, room: Room, guest: Caller
) -> None:
    first = company.join(guest, room)
    company.drop(guest)
    back = a_caller("bo-2", a_guest("someone new"))
    again = company.join(back, room, participant_token=first.participant_token)
    assert again.participant_id == first.participant_id


def test_a_forged_token_names_nobody(company: Company, room: Room, guest: Caller) -> None:
    token = participant_token(uuid.uuid4())
    answer = company.join(guest, room, participant_token=f"{token[:-1]}{'AB'[token[-1] == 'A']}")
    assert company.seat(guest).owner == guest.person.key
    assert answer.participant_id == str(Seat.objects.get().pk)
