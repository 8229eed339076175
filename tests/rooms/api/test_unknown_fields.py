"""Calls about rooms refuse unknown fields by name, and change nothing."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from rooms.models import Membership, Room
from tests.rooms.api.conftest import address

SOMEBODY = "11111111-1111-1111-1111-111111111111"
# Each with the required fields of the call.
CALLS: list[tuple[str, str, dict[str, Any]]] = [
    ("patch", "", {"name": "Monthly"}),
    ("post", "/start", {}),
    ("post", "/delete", {}),
    ("patch", "/settings", {"allowChat": False}),
    ("post", "/lock", {"locked": True}),
    ("post", "/members", {"email": "ben@example.org"}),
    ("patch", "/members/{member}", {"role": "cohost"}),
    ("post", f"/participants/{SOMEBODY}/mute", {}),
    ("post", f"/participants/{SOMEBODY}/ask-to-unmute", {}),
    ("post", f"/participants/{SOMEBODY}/remove", {}),
    ("post", f"/participants/{SOMEBODY}/block", {}),
    ("post", f"/participants/{SOMEBODY}/role", {"role": "cohost"}),
    ("post", f"/participants/{SOMEBODY}/lower-hand", {}),
    ("post", "/mute-all", {"allowUnmute": False}),
    ("post", "/lower-all-hands", {}),
    ("post", "/spotlight", {"participantId": SOMEBODY}),
    ("post", "/waiting/admit", {"targetIds": []}),
    ("post", f"/waiting/{SOMEBODY}/admit", {}),
    ("post", f"/waiting/{SOMEBODY}/deny", {"block": True}),
    ("post", f"/waiting/{SOMEBODY}/message", {"content": "Soon"}),
]


@pytest.mark.usefixtures("as_cohost")
@pytest.mark.parametrize("asked", CALLS)
def test_an_unknown_field_is_refused_by_its_name(
    as_host: APIClient, room: Room, asked: tuple[str, str, dict[str, Any]]
) -> None:
    method, more, body = asked
    call = address(room, more.format(member=Membership.objects.get().pk))
    response = getattr(as_host, method)(call, body | {"isSafe": True}, format="json")
    assert response.status_code == 400
    assert response.json()["errors"] == {"isSafe": ["This call has no such field."]}
    assert response.json()["message"] == "isSafe: This call has no such field."
    room.refresh_from_db()
    assert (room.name, room.is_locked, room.settings.allow_chat) == ("Weekly", False, True)
    assert Membership.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("access", "signed_in"),
        ("isLocked", True),
        ("waitingroom", True),
        ("waiting_room", True),
        ("settings", {"waitingRoom": True}),
        ("waitingRoom", "yes"),
        ("waitingRoom", None),
        ("whenHostLeaves", "explode"),
        ("maxParticipants", 1),
        ("maxParticipants", "7"),
        ("maxParticipants", 7.5),
        ("maxParticipants", True),
    ],
)
def test_no_room_is_created_with_what_would_not_hold(
    as_host: APIClient, field: str, value: Any
) -> None:
    response = as_host.post("/api/rooms", {"name": "Board", field: value}, format="json")
    assert response.status_code == 400
    assert set(response.json()["errors"]) == {field}
    assert not Room.objects.exists()


def test_what_native_clients_send_is_taken(as_host: APIClient) -> None:
    for body in ({}, {"name": "Board", "waitingRoom": True, "maxParticipants": 5}):
        assert as_host.post("/api/rooms", body, format="json").status_code == 201


@pytest.mark.parametrize(
    ("field", "value"), [("access", "members"), ("name", "\u200b"), ("isLocked", True)]
)
def test_no_room_is_changed_to_what_would_not_hold(
    as_host: APIClient, room: Room, field: str, value: Any
) -> None:
    change = {"name": "Board", "access": "invited"} | {field: value}
    response = as_host.patch(address(room), change, format="json")
    assert response.status_code == 400
    assert set(response.json()["errors"]) == {field}
    room.refresh_from_db()
    assert room.access == "anyone"
