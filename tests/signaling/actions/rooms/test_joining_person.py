"""The person who joins: an account with its own name, or a guest with the given name."""

import uuid

import pytest

from accounts.guests import participant_token
from rooms.models import Room, Seat
from rooms.refusals import (
    InvalidInput,
)
from signaling.caller import Caller
from signaling.refusals import IdentityMismatch
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import a_caller, a_guest


@pytest.mark.parametrize("name", [None, "", "   ", "\u200b\u202e", "\u3164", "\u2800", "\u0301"])
def test_a_guest_needs_a_name(
    clients: Clients, room: Room, guest: Caller, name: str | None
) -> None:
    with pytest.raises(InvalidInput, match="1 to 50"):
        clients.join(guest, room, display_name=name)


def test_a_guest_has_the_name_of_its_join_or_else_of_its_handshake(
    clients: Clients, room: Room
) -> None:
    guest = a_caller("bo", a_guest(""), claimed_name="Bo of the handshake")
    clients.join(guest, room, display_name=None)
    assert clients.seat(guest).display_name == "Bo of the handshake"
    other = a_caller("cy", a_guest("cy"), claimed_name="Cy of the handshake")
    clients.join(other, room, display_name=" \u202eCy  of the\njoin ")
    assert clients.seat(other).display_name == "Cy of the join"


def test_an_account_joins_under_its_own_name(clients: Clients, room: Room, host: Caller) -> None:
    clients.join(host, room, display_name="The President")
    assert clients.seat(host).display_name == "Ann"


@pytest.mark.parametrize("claim", ["999", 999, "ann@example.org", ""])
def test_a_claim_to_be_another_account_is_refused(
    clients: Clients, room: Room, host: Caller, guest: Caller, claim: str | int
) -> None:
    for caller in (host, guest):
        with pytest.raises(IdentityMismatch):
            clients.join(caller, room, user_id=claim)
    assert clients.join(host, room, user_id=host.person.user_id).is_host


def test_a_claimed_account_of_the_handshake_is_compared_too(clients: Clients, room: Room) -> None:
    with pytest.raises(IdentityMismatch):
        clients.join(a_caller("bo", claimed_user_id="1"), room)


def test_a_guest_without_cookies_returns_by_its_token(
    clients: Clients, room: Room, guest: Caller
) -> None:
    first = clients.join(guest, room)
    clients.end_connection(guest)
    back = a_caller("bo-2", a_guest("someone new"))
    again = clients.join(back, room, participant_token=first.participant_token)
    assert again.participant_id == first.participant_id


def test_a_forged_participant_token_is_ignored(clients: Clients, room: Room, guest: Caller) -> None:
    token = participant_token(uuid.uuid4())
    answer = clients.join(guest, room, participant_token=f"{token[:-1]}{'AB'[token[-1] == 'A']}")
    assert clients.seat(guest).owner == guest.person.key
    assert answer.participant_id == str(Seat.objects.get().pk)
