"""Actions of hosts about others: who may do them, and their effects."""

import pytest

from accounts.guests import COOKIE_NAME
from accounts.models import User
from rooms.actions import create_room, set_cohost
from rooms.models import Audit, Room
from tests.clients.client import Client
from tests.clients.connecting import Connecting
from tests.clients.flavours import every_flavour
from tests.protocol.joining import (
    Enter,
    NewAccount,
    connect_as,
    guest_cookie,
    join,
    knock,
    refusal,
    refused_join,
)
from tests.servers.meet import MeetServer

ACTIONS = ["mute-participant", "remove-participant", "lock-room"]
MICROPHONE_OFF = {"enabled": False}


@pytest.fixture
def cleo(room: Room, new_account: NewAccount) -> User:
    """Give a co-host of `room`."""
    cohost = new_account("Cleo")
    set_cohost(room, room.host, cohost, True)
    return cohost


@pytest.mark.parametrize("action", ACTIONS)
def test_a_client_outside_rooms_can_not_moderate(
    connect: Connecting, enter: Enter, room: Room, action: str
):
    bob, absent_host = enter("Bob"), connect_as(connect, room.host)

    assert do(absent_host, action, bob) == "NOT_IN_ROOM"

    assert bob.received_names() == []


@pytest.mark.parametrize("action", ACTIONS)
def test_a_guest_can_not_moderate(enter: Enter, room: Room, action: str):
    host, bob, cy = enter(room.host), enter("Bob"), enter("Cy")

    answer = cy.call(action, {"targetId": bob.peer_id, "locked": True, "isHost": True})

    assert answer == {"success": False, "error": "Not authorized", "code": "NOT_AUTHORIZED"}
    assert bob.received_names() == ["user-joined"]
    assert host.received_names() == ["user-joined"] * 2
    assert Audit.objects.filter(actor_name="Cy").count() == 0


@pytest.mark.parametrize("action", ACTIONS)
def test_a_host_of_another_room_can_not_moderate(
    enter: Enter, room: Room, new_account: NewAccount, action: str
):
    zoe = new_account("Zoe")
    another = create_room(zoe)
    bob, visitor = enter("Bob"), enter(zoe)

    assert do(visitor, action, bob) == "NOT_AUTHORIZED"
    assert bob.received_names() == ["user-joined"]

    at_home = enter(zoe, into=another)
    assert do(at_home, action, bob, roomId=str(room.pk)) == "WRONG_ROOM"
    if action != "lock-room":
        assert do(at_home, action, bob) == "PEER_NOT_FOUND"
    assert bob.received_names() == ["user-joined"]


@pytest.mark.parametrize("action", ["mute-participant", "remove-participant"])
def test_a_cohost_can_not_moderate_the_owner(enter: Enter, room: Room, cleo: User, action: str):
    host, cohost, bob = enter(room.host), enter(cleo), enter("Bob")

    assert do(cohost, action, host) == "NOT_AUTHORIZED"
    assert do(cohost, action, bob) is None

    assert "force-mute" not in host.received_names()


@pytest.mark.parametrize("action", ["mute-participant", "remove-participant"])
@pytest.mark.parametrize("target", ["nobody", "", None, 0, [], {}])
def test_an_unknown_target_is_refused(enter: Enter, room: Room, action: str, target: object):
    host, bob = enter(room.host), enter("Bob")

    assert refusal(host, action, {"targetId": target}) in ("INVALID_PAYLOAD", "PEER_NOT_FOUND")

    assert bob.received_names() == []


def test_a_host_cannot_remove_itself(enter: Enter, room: Room):
    host = enter(room.host)

    assert do(host, "remove-participant", host) == "PEER_NOT_FOUND"


@every_flavour
def test_a_muted_participant_and_the_others_are_told(enter: Enter, room: Room):
    host, bob, cy = enter(room.host), enter("Bob"), enter("Cy")

    assert do(host, "mute-participant", bob) is None

    assert bob.expect("force-mute") == {}
    for other in (host, cy):
        muted = {"socketId": bob.peer_id, "enabled": False}
        assert other.expect("user-toggle-audio") == muted
    assert enter("Di").joined["participants"][1]["isMuted"] is True
    audit = Audit.objects.get(action=Audit.Action.MUTE)
    assert (audit.actor, audit.target_name) == (room.host, "Bob")


def test_a_muted_participant_may_unmute_if_the_room_allows_it(enter: Enter, room: Room):
    host, bob = enter(room.host), enter("Bob")
    do(host, "mute-participant", bob)
    assert bob.call("toggle-audio", {"enabled": True}) == {"success": True}


def test_a_muted_participant_stays_muted_if_unmuting_is_forbidden(enter: Enter, room: Room):
    room.settings.allow_unmute = False
    room.settings.save()
    host, bob = enter(room.host), enter("Bob")
    bob.call("toggle-audio", MICROPHONE_OFF)
    assert bob.call("toggle-audio", {"enabled": True}) == {"success": True}

    do(host, "mute-participant", bob)

    assert refusal(bob, "toggle-audio", {"enabled": True}) == "UNMUTE_DISABLED"
    assert enter("Cy").joined["participants"][1]["isMuted"] is True


@every_flavour
def test_a_removed_participant_is_told_the_reason_and_closed(enter: Enter, room: Room):
    host, bob, cy = enter(room.host), enter("Bob"), enter("Cy")

    assert do(host, "remove-participant", bob) is None

    assert bob.expect("force-disconnect") == {"reason": "A host removed you from the meeting"}
    bob.wait_closed()
    for other in (host, cy):
        assert other.expect("user-left") == {"socketId": bob.peer_id}
        assert other.received("user-left") == []
    assert room.meetings.get().seats.get(display_name="Bob").is_removed
    assert Audit.objects.get(action=Audit.Action.REMOVE).target_name == "Bob"


def test_a_removed_account_must_knock(
    connect: Connecting, enter: Enter, room: Room, new_account: NewAccount
):
    account = new_account("Bob")
    host, bob = enter(room.host), enter(account)
    do(host, "remove-participant", bob)
    bob.wait_closed()

    again = connect_as(connect, account)

    waiting = knock(again, room)
    assert knock(again, room, displayName="Somebody else") == waiting
    assert enter("Cy")


def test_a_removed_guest_must_knock_with_its_cookie_and_with_its_token(
    connect: Connecting, enter: Enter, server: MeetServer, room: Room
):
    browser = {"cookies": {COOKIE_NAME: guest_cookie()}, "origin": server.url}
    host, bob = enter(room.host), enter("Bob", **browser)
    do(host, "remove-participant", bob)
    bob.wait_closed()

    new_tab = connect_as(connect, "Somebody else", **browser)
    waiting = knock(new_tab, room)

    token = bob.joined["participantToken"]
    elsewhere = connect_as(connect, "Bob")
    again = knock(elsewhere, room, participantToken=token)
    assert again["participantId"] == waiting["participantId"]
    new_tab.expect("moved")


def test_a_lock_applies_from_its_acknowledgement_on(connect: Connecting, enter: Enter, room: Room):
    host, bob = enter(room.host), enter("Bob")
    crowd = [connect_as(connect, f"Guest {number}") for number in range(10)]

    assert do(host, "lock-room", bob) is None

    asked = [client.ask("join-room", {"roomCode": room.code}) for client in crowd]
    for client, ack_id in zip(crowd, asked, strict=True):
        assert client.answer(ack_id)["reason"] == "ROOM_LOCKED"


@every_flavour
def test_everybody_is_told_once_of_a_lock(enter: Enter, room: Room):
    host, bob = enter(room.host), enter("Bob")

    assert host.call("lock-room", {"locked": True}) == {"success": True}
    assert host.call("lock-room", {"locked": True}) == {"success": True}
    assert host.call("lock-room", {"locked": False}) == {"success": True}

    for client in (host, bob):
        assert client.received("room-locked") == [{"locked": True}, {"locked": False}]


def test_a_locked_room_admits_hosts_and_holders_of_seats(
    connect: Connecting, enter: Enter, room: Room, cleo: User, new_account: NewAccount
):
    account = new_account("Bob")
    host, bob = enter(room.host), enter(account)
    host.call("lock-room", {"locked": True})
    host.disconnect()
    bob.disconnect()

    for who in (room.host, cleo, account):
        assert join(connect_as(connect, who), room)["locked"] is True
    assert refused_join(connect_as(connect, "Gil"), room.code)[0] == "ROOM_LOCKED"


def test_a_person_who_left_a_locked_room_is_a_newcomer(
    connect: Connecting, enter: Enter, room: Room
):
    host, bob = enter(room.host), enter("Bob")
    host.call("lock-room", {"locked": True})

    bob.call("leave-room", {})

    assert refused_join(bob, room.code)[0] == "ROOM_LOCKED"


def do(client: Client, action: str, target: Client, **fields: object) -> str | None:
    """Send a host's event; return the code of its refusal, or None."""
    answer = client.call(action, {"targetId": target.peer_id, "locked": True, **fields})
    return answer.get("code")
