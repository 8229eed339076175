"""The check of a room applies the rules of a join, and changes nothing."""

from collections.abc import Callable

import pytest

from accounts.identity import person_of_account
from accounts.models import User
from rooms.models import Room, RoomSettings
from rooms.refusals import Refusal, RoomFull
from signaling.caller import Caller
from signaling.protocol.commands import CheckRoom, JoinByName
from signaling.protocol.events import RoomChecked
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import a_caller, a_guest

States = dict[str, Callable[[Room], object]]
STATES: States = {
    "open": lambda room: room,
    "locked": lambda room: Room.objects.filter(pk=room.pk).update(is_locked=True),
    "ended": lambda room: Room.objects.filter(pk=room.pk).update(ended_at=room.created_at),
    "for accounts": lambda room: Room.objects.filter(pk=room.pk).update(access="signed_in"),
    "invited": lambda room: Room.objects.filter(pk=room.pk).update(access="invited"),
    "waiting room": lambda room: RoomSettings.objects.filter(room=room).update(waiting_room=True),
    "few places": lambda room: RoomSettings.objects.filter(room=room).update(max_participants=2),
}


def outcome(clients: Clients, caller: Caller, command: CheckRoom | JoinByName) -> type | None:
    try:
        clients.send(caller, command)
    except Refusal as refusal:
        return type(refusal)
    return None


@pytest.mark.parametrize("who", ["guest", "somebody", "host"])
@pytest.mark.parametrize("others", [0, 1, 2])
@pytest.mark.parametrize("state", STATES)
def test_check_room_gives_the_same_answer_as_a_join(
    clients: Clients, room: Room, host: Caller, *, state: str, others: int, who: str
) -> None:
    for number in range(others):
        clients.join(a_caller(f"other {number}"), room)
    STATES[state](room)
    somebody = User.objects.create_user("eve@example.org", display_name="Eve")
    person = {
        "guest": a_guest("rita"),
        "somebody": person_of_account(somebody),
        "host": host.person,
    }[who]
    caller = Caller("peer-rita", "rtcio", person)

    checked = outcome(clients, caller, CheckRoom(room_code=room.code))

    assert not clients.is_seated(caller)
    assert not clients.presence.knocks(str(room.pk))
    joining = JoinByName(room_code=room.code, display_name="Rita")
    assert outcome(clients, caller, joining) is checked


def test_the_seat_that_is_kept_for_the_host_is_not_free(clients: Clients, room: Room) -> None:
    RoomSettings.objects.filter(room=room).update(max_participants=2)
    rita = Caller("peer-rita", "rtcio", a_guest("rita"))
    clients.send(rita, CheckRoom(room_code=room.code))
    assert clients.acknowledged() == [RoomChecked(room_id=room.code, password_required=False)]
    clients.join(a_caller("bo"), room)
    with pytest.raises(RoomFull):
        clients.send(rita, CheckRoom(room_code=room.code))
