"""What a host asks for over REST happens to the people in the meeting, at once."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

from accounts.models import User
from rooms.actions import create_room, set_cohost
from rooms.models import Audit, Room, RoomSettings
from tests.clients.client import Client
from tests.clients.connecting import Connecting
from tests.protocol.joining import Enter, NewAccount, access_token, connect_as
from tests.servers.meet import MeetServer
from tests.waiting import eventually

Call = Callable[..., requests.Response]

DEEDS = [
    ("participants/{target}/mute", None),
    ("participants/{target}/ask-to-unmute", None),
    ("participants/{target}/remove", None),
    ("participants/{target}/block", None),
    ("participants/{target}/role", {"role": "cohost"}),
    ("participants/{target}/lower-hand", None),
    ("mute-all", {}),
    ("lower-all-hands", None),
    ("waiting/{target}/admit", None),
    ("waiting/{target}/deny", {}),
    ("waiting/{target}/message", {"content": "Soon"}),
    ("waiting/admit", {"targetIds": []}),
]


@pytest.fixture
def call(server: MeetServer, room: Room) -> Call:
    """Give a function that calls about the room as an account, or with a guest's token."""

    def call(who: User | str, more: str, body: Any = None, method: str = "POST") -> Any:
        key = {"X-Participant-Token": who}
        if isinstance(who, User):
            key = {"Authorization": f"Bearer {access_token(who)}"}
        url = f"{server.url}/api/rooms/{room.pk}/{more}"
        return requests.request(method, url, json=body, headers=key, timeout=20)

    return call


@pytest.fixture
def knock(connect: Connecting, room: Room) -> Callable[[str | User], Client]:
    """Give a function that lets somebody ask to be let in."""
    RoomSettings.objects.filter(room=room).update(waiting_room=True)

    def knock(who: str | User) -> Client:
        client = connect_as(connect, who)
        client.call("join-room", {"roomCode": room.code})
        client.joined = client.expect("waiting-room")
        return client

    return knock


def seat_id(client: Client) -> str:
    return client.joined["participantId"]


def error(response: requests.Response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed[0])
def test_strangers_and_participants_do_nothing_to_others(
    call: Call, enter: Enter, new_account: NewAccount, deed: tuple[str, Any]
) -> None:
    bo = new_account("Bo")
    eve, _, target = enter("Eve"), enter(bo), enter("Gus")
    more, body = deed[0].format(target=seat_id(target)), deed[1]
    assert error(call(new_account("Stranger"), more, body)) == (404, "ROOM_NOT_FOUND")
    assert error(call(bo, more, body)) == (403, "NOT_AUTHORIZED")
    assert error(call("no token", more, body)) == (401, "NOT_AUTHENTICATED")
    eve.settle()
    assert set(eve.heard_names()) == {"user-joined"}
    assert not Audit.objects.exclude(action="create_room").exists()


def test_a_host_who_is_elsewhere_mutes_somebody(call: Call, enter: Enter, ann: User) -> None:
    gus, eve = enter("Gus"), enter("Eve")
    assert call(ann, f"participants/{seat_id(gus)}/mute").status_code == 204
    gus.expect("force-mute")
    toggled = eve.expect("user-toggle-audio")
    assert toggled["enabled"] is False
    assert Audit.objects.filter(action="mute", actor=ann, target_name="Gus").exists()


def test_a_removed_person_is_gone(call: Call, enter: Enter, ann: User) -> None:
    gus, eve = enter("Gus"), enter("Eve")
    assert call(ann, f"participants/{seat_id(gus)}/remove").status_code == 204
    gus.expect("force-disconnect")
    gus.wait_closed()
    eve.expect("user-left")


def test_a_blocked_person_is_listed_and_unblocked(call: Call, enter: Enter, ann: User) -> None:
    gus = enter("Gus")
    enter("Eve")
    assert call(ann, f"participants/{seat_id(gus)}/block").status_code == 204
    (blocked,) = call(ann, "blocks", method="GET").json()
    assert (blocked["displayName"], blocked["userId"]) == ("Gus", None)
    assert call(ann, f"blocks/{blocked['id']}", method="DELETE").status_code == 204
    assert call(ann, "blocks", method="GET").json() == []


def test_a_co_host_is_made_and_unmade(
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


def test_a_co_host_does_not_act_on_the_owner(
    call: Call, enter: Enter, new_account: NewAccount, ann: User, room: Room
) -> None:
    bo = new_account("Bo")
    host = enter(ann)
    set_cohost(room, ann, bo, True)
    assert error(call(bo, f"participants/{seat_id(host)}/remove")) == (403, "NOT_AUTHORIZED")
    assert call(bo, "lower-all-hands").status_code == 204


def test_who_acts_as_host_does_as_a_host_does_until_that_is_back(
    call: Call, enter: Enter, new_account: NewAccount, ann: User
) -> None:
    bo, di = new_account("Bo"), new_account("Di")
    host, acting, gus = enter(ann), enter(bo), enter("Gus")
    enter(di)
    mute, role = (f"participants/{seat_id(gus)}/{deed}" for deed in ("mute", "role"))
    assert error(call(bo, mute)) == (403, "NOT_AUTHORIZED")

    host.call("leave-room", {})
    acting.expect("participant-updated", role="host")

    assert error(call(new_account("Stranger"), mute)) == (404, "ROOM_NOT_FOUND")
    assert error(call(di, mute)) == (403, "NOT_AUTHORIZED")
    for deed, body in ((mute, None), (role, {"role": "cohost"}), ("lock", {"locked": True})):
        assert call(bo, deed, body).status_code in (200, 204)
    gus.expect("force-mute")
    gus.expect("room-locked", locked=True)
    assert Audit.objects.filter(action="mute", actor=bo, target_name="Gus").exists()
    assert call(bo, "waiting", method="GET").json() == []
    for more, method in (("settings", "PATCH"), ("", "DELETE"), ("members", "GET")):
        assert error(call(bo, more, {}, method)) == (403, "NOT_AUTHORIZED")

    enter(ann)
    acting.expect("participant-updated", role="participant")
    assert error(call(bo, mute)) == (403, "NOT_AUTHORIZED")
    assert error(call(bo, "lock", {"locked": False})) == (403, "NOT_AUTHORIZED")


def test_a_co_host_that_acts_as_host_makes_co_hosts(
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


def test_everybody_is_muted_and_can_not_unmute(call: Call, enter: Enter, ann: User) -> None:
    host, gus = enter(ann), enter("Gus")
    assert call(ann, "mute-all", {"allowUnmute": False}).status_code == 204
    gus.expect("force-mute")
    assert gus.expect("settings-updated")["settings"]["allowUnmute"] is False
    host.settle()
    assert "force-mute" not in host.heard_names()


def test_hands_are_lowered(call: Call, enter: Enter, ann: User) -> None:
    gus, eve = enter("Gus"), enter("Eve")
    for client in (gus, eve):
        client.call("toggle-hand-raise", {"raised": True})
    assert call(ann, f"participants/{seat_id(gus)}/lower-hand").status_code == 204
    assert eve.expect("user-hand-lowered")["socketId"]
    assert call(ann, "lower-all-hands").status_code == 204
    hands = [one["isHandRaised"] for one in call(ann, "participants", method="GET").json()]
    assert hands == [False, False]


def test_somebody_is_asked_to_unmute(call: Call, enter: Enter, ann: User) -> None:
    gus = enter("Gus")
    assert call(ann, f"participants/{seat_id(gus)}/ask-to-unmute").status_code == 204
    assert gus.expect("unmute-requested") == {"by": "Ann"}


def test_nobody_is_found_in_another_room(
    call: Call, enter: Enter, new_account: NewAccount, ann: User
) -> None:
    enter("Gus")
    other = enter("Eve", into=create_room(new_account("Cy"), "Elsewhere"))
    assert error(call(ann, f"participants/{seat_id(other)}/remove")) == (404, "PEER_NOT_FOUND")
    other.settle()
    assert not other.is_closed


def test_in_an_empty_room_there_is_nothing_to_do(call: Call, ann: User) -> None:
    assert error(call(ann, "mute-all", {})) == (409, "NOT_IN_SESSION")
    assert call(ann, "participants", method="GET").json() == []
    assert call(ann, "waiting", method="GET").json() == []


def test_people_are_listed_as_they_are_now(
    call: Call, enter: Enter, new_account: NewAccount, ann: User
) -> None:
    gus = enter("Gus")
    enter(ann)
    gus.call("toggle-audio", {"enabled": False})
    assert error(call(new_account("Stranger"), "participants", method="GET")) == (
        404,
        "ROOM_NOT_FOUND",
    )
    for who in (ann, gus.joined["participantToken"]):
        first, second = call(who, "participants", method="GET").json()
        assert (first["displayName"], first["isHost"], first["userId"]) == ("Gus", False, None)
        assert (first["isMuted"], first["participantId"]) == (True, seat_id(gus))
        assert (second["displayName"], second["isHost"], second["userId"]) == (
            "Ann",
            True,
            str(ann.pk),
        )


def test_who_waits_is_listed_to_hosts_alone(
    call: Call, enter: Enter, knock: Callable[[str], Client], ann: User
) -> None:
    host, gus = enter(ann), knock("Gus")
    del host
    (waiting,) = call(ann, "waiting", method="GET").json()
    assert (waiting["displayName"], waiting["verified"], waiting["userId"]) == ("Gus", False, None)
    assert waiting["participantId"] == seat_id(gus)
    token = gus.joined["participantToken"]
    for more in ("participants", "messages", "ice-servers"):
        assert error(call(token, more, method="GET")) == (404, "ROOM_NOT_FOUND")


def test_somebody_who_waits_is_written_to_and_let_in(
    call: Call, enter: Enter, knock: Callable[[str], Client], ann: User
) -> None:
    enter(ann)
    gus = knock("Gus")
    place = f"waiting/{seat_id(gus)}"
    assert call(ann, f"{place}/message", {"content": "Soon"}).status_code == 204
    assert gus.expect("waiting-room-message") == {"from": "Ann", "content": "Soon"}
    assert call(ann, f"{place}/admit").status_code == 204
    assert gus.expect("room-joined")["participantId"] == seat_id(gus)
    assert error(call(ann, f"{place}/admit")) == (404, "KNOCKER_NOT_FOUND")


def test_somebody_who_waits_is_turned_away(
    call: Call, enter: Enter, knock: Callable[[str], Client], ann: User
) -> None:
    enter(ann)
    gus = knock("Gus")
    assert call(ann, f"waiting/{seat_id(gus)}/deny", {"block": True}).status_code == 204
    assert gus.expect("waiting-room-result")["status"] == "denied"
    assert [one["displayName"] for one in call(ann, "blocks", method="GET").json()] == ["Gus"]


def test_all_whom_the_host_saw_are_let_in(
    call: Call, enter: Enter, knock: Callable[[str], Client], ann: User
) -> None:
    enter(ann)
    gus, eve, late = knock("Gus"), knock("Eve"), knock("Late")
    seen = [seat_id(gus), seat_id(eve)]
    answer = call(ann, "waiting/admit", {"targetIds": seen})
    assert answer.status_code == 200
    assert answer.json() == {"admitted": seen, "fullFor": []}
    for client in (gus, eve):
        client.expect("room-joined")
    late.settle()
    assert "room-joined" not in late.heard_names()


def test_a_locked_room_and_an_ended_one_are_told_to_people_inside(
    call: Call, enter: Enter, ann: User, room: Room
) -> None:
    gus = enter("Gus")
    assert call(ann, "lock", {"locked": True}).status_code == 200
    assert gus.expect("room-locked") == {"locked": True}
    assert call(ann, "", method="DELETE").json()["isActive"] is False
    gus.expect("room-ended")
    gus.wait_closed()
    eventually(lambda: call(ann, "participants", method="GET").json() == [])
