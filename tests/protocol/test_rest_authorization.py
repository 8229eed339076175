"""The people who may act on a meeting over REST, and those who may not."""

from typing import Any

import pytest

from accounts.models import User
from rooms.actions import set_cohost
from rooms.models import Audit, Room
from tests.protocol.calling import Call, error, seat_id
from tests.protocol.joining import Enter, NewAccount

ACTIONS = [
    ("participants/{target}/mute", None),
    ("participants/{target}/ask-to-unmute", None),
    ("participants/{target}/remove", None),
    ("participants/{target}/block", None),
    ("participants/{target}/role", {"role": "cohost"}),
    ("participants/{target}/lower-hand", None),
    ("mute-all", {}),
    ("lower-all-hands", None),
    ("spotlight", {"participantId": None}),
    ("waiting/{target}/admit", None),
    ("waiting/{target}/deny", {}),
    ("waiting/{target}/message", {"content": "Soon"}),
    ("waiting/admit", {"targetIds": []}),
]


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action[0])
def test_strangers_and_participants_may_not_moderate(
    call: Call, enter: Enter, new_account: NewAccount, action: tuple[str, Any]
) -> None:
    bo = new_account("Bo")
    eve, _, target = enter("Eve"), enter(bo), enter("Gus")
    more, body = action[0].format(target=seat_id(target)), action[1]
    assert error(call(new_account("Stranger"), more, body)) == (404, "ROOM_NOT_FOUND")
    assert error(call(bo, more, body)) == (403, "NOT_AUTHORIZED")
    assert error(call("no token", more, body)) == (401, "NOT_AUTHENTICATED")
    eve.settle()
    assert set(eve.received_names()) == {"user-joined"}
    assert not Audit.objects.exclude(action="create_room").exists()


def test_a_host_appoints_and_revokes_a_co_host(
    call: Call, enter: Enter, new_account: NewAccount, ann: User
) -> None:
    bo = new_account("Bo")
    client = enter(bo)
    place = f"participants/{seat_id(client)}/role"
    assert error(call(bo, "mute-all", {})) == (403, "NOT_AUTHORIZED")
    assert call(ann, place, {"role": "cohost"}).status_code == 204
    assert client.expect("participant-updated")["role"] == "cohost"
    assert call(bo, "mute-all", {}).status_code == 204
    assert call(ann, place, {"role": "participant"}).status_code == 204
    assert error(call(bo, "mute-all", {})) == (403, "NOT_AUTHORIZED")


def test_a_co_host_may_not_moderate_the_owner(
    call: Call, enter: Enter, new_account: NewAccount, ann: User, room: Room
) -> None:
    bo = new_account("Bo")
    host = enter(ann)
    set_cohost(room, ann, bo, True)
    assert error(call(bo, f"participants/{seat_id(host)}/remove")) == (403, "NOT_AUTHORIZED")
    assert call(bo, "lower-all-hands").status_code == 204


def test_an_acting_host_may_moderate_until_the_host_is_back(
    call: Call, enter: Enter, new_account: NewAccount, ann: User
) -> None:
    bo, di = new_account("Bo"), new_account("Di")
    host, acting, gus = enter(ann), enter(bo), enter("Gus")
    enter(di)
    mute, role = (f"participants/{seat_id(gus)}/{action}" for action in ("mute", "role"))
    assert error(call(bo, mute)) == (403, "NOT_AUTHORIZED")

    host.call("leave-room", {})
    acting.expect("participant-updated", role="host")

    assert error(call(new_account("Stranger"), mute)) == (404, "ROOM_NOT_FOUND")
    assert error(call(di, mute)) == (403, "NOT_AUTHORIZED")
    for action, body in ((mute, None), (role, {"role": "cohost"}), ("lock", {"locked": True})):
        assert call(bo, action, body).status_code in (200, 204)
    gus.expect("force-mute")
    gus.expect("room-locked", locked=True)
    assert Audit.objects.filter(action="mute", actor=bo, target_name="Gus").exists()
    assert call(bo, "waiting", method="GET").json() == []
    assert call(bo, "settings", {"allowChat": False}, "PATCH").status_code == 200
    for more, method in (("", "PATCH"), ("", "DELETE"), ("members", "GET")):
        assert error(call(bo, more, {}, method)) == (403, "NOT_AUTHORIZED")

    enter(ann)
    acting.expect("participant-updated", role="participant")
    assert error(call(bo, mute)) == (403, "NOT_AUTHORIZED")
    assert error(call(bo, "lock", {"locked": False})) == (403, "NOT_AUTHORIZED")


def test_a_co_host_that_acts_as_host_may_appoint_co_hosts(
    call: Call, enter: Enter, new_account: NewAccount, ann: User, room: Room
) -> None:
    bo = new_account("Bo")
    set_cohost(room, ann, bo, True)
    host, acting, gus = enter(ann), enter(bo), enter("Gus")
    role = f"participants/{seat_id(gus)}/role"
    assert error(call(bo, role, {"role": "cohost"})) == (403, "NOT_AUTHORIZED")

    host.call("leave-room", {})
    acting.expect("participant-updated", role="host")

    assert call(bo, role, {"role": "cohost"}).status_code == 204
    assert gus.expect("participant-updated", role="cohost")
