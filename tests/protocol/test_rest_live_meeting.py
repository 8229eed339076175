"""Calls of a host over REST about a meeting take effect at once."""

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Audit, Room
from tests.protocol.calling import Call, error, seat_id
from tests.protocol.joining import Enter, NewAccount
from tests.waiting import eventually


def test_a_host_outside_the_room_mutes_a_participant(call: Call, enter: Enter, ann: User) -> None:
    gus, eve = enter("Gus"), enter("Eve")
    assert call(ann, f"participants/{seat_id(gus)}/mute").status_code == 204
    gus.expect("force-mute")
    toggled = eve.expect("user-toggle-audio")
    assert toggled["enabled"] is False
    assert Audit.objects.filter(action="mute", actor=ann, target_name="Gus").exists()


def test_a_removed_participant_is_disconnected(call: Call, enter: Enter, ann: User) -> None:
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


def test_everybody_is_muted_and_can_not_unmute(call: Call, enter: Enter, ann: User) -> None:
    host, gus = enter(ann), enter("Gus")
    assert call(ann, "mute-all", {"allowUnmute": False}).status_code == 204
    gus.expect("force-mute")
    assert gus.expect("settings-updated")["settings"]["allowUnmute"] is False
    host.settle()
    assert "force-mute" not in host.received_names()


def test_a_host_lowers_hands(call: Call, enter: Enter, ann: User) -> None:
    gus, eve = enter("Gus"), enter("Eve")
    for client in (gus, eve):
        client.call("toggle-hand-raise", {"raised": True})
    assert call(ann, f"participants/{seat_id(gus)}/lower-hand").status_code == 204
    assert eve.expect("user-hand-lowered")["socketId"]
    assert call(ann, "lower-all-hands").status_code == 204
    hands = [one["isHandRaised"] for one in call(ann, "participants", method="GET").json()]
    assert hands == [False, False]


def test_a_host_sets_and_ends_the_spotlight(call: Call, enter: Enter, ann: User) -> None:
    gus, eve = enter("Gus"), enter("Eve")
    assert error(call(ann, "spotlight", {"participantId": "x"})) == (404, "PEER_NOT_FOUND")
    for participant_id in (seat_id(gus), None):
        assert call(ann, "spotlight", {"participantId": participant_id}).status_code == 204
        assert eve.expect("spotlight-changed") == {"participantId": participant_id}
    actions = Audit.objects.filter(actor=ann, target_name="Gus").order_by("pk")
    assert [one.action for one in actions] == ["spotlight", "end_spotlight"]


def test_a_participant_is_asked_to_unmute(call: Call, enter: Enter, ann: User) -> None:
    gus = enter("Gus")
    assert call(ann, f"participants/{seat_id(gus)}/ask-to-unmute").status_code == 204
    assert gus.expect("unmute-requested") == {"by": "Ann"}


def test_a_participant_of_another_room_is_not_found(
    call: Call, enter: Enter, new_account: NewAccount, ann: User
) -> None:
    enter("Gus")
    other = enter("Eve", into=create_room(new_account("Cy"), "Elsewhere"))
    assert error(call(ann, f"participants/{seat_id(other)}/remove")) == (404, "PEER_NOT_FOUND")
    other.settle()
    assert not other.is_closed


def test_calls_to_an_empty_room_are_refused(call: Call, ann: User) -> None:
    assert error(call(ann, "mute-all", {})) == (409, "NOT_IN_SESSION")
    assert call(ann, "participants", method="GET").json() == []
    assert call(ann, "waiting", method="GET").json() == []


def test_participants_are_listed_in_their_current_state(
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


def test_participants_are_told_that_the_room_was_locked_or_ended(
    call: Call, enter: Enter, ann: User, room: Room
) -> None:
    gus = enter("Gus")
    assert call(ann, "lock", {"locked": True}).status_code == 200
    assert gus.expect("room-locked") == {"locked": True}
    assert call(ann, "", method="DELETE").json()["isActive"] is False
    gus.expect("room-ended")
    gus.wait_closed()
    eventually(lambda: call(ann, "participants", method="GET").json() == [])
