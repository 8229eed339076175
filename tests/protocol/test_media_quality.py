"""The measurements that clients make of their media reach operators, and nobody else."""

from typing import Any

import pytest
import requests
from django.contrib.auth.models import Permission

from accounts.models import User
from tests.protocol.calling import Call, error, seat_id
from tests.protocol.joining import Enter, NewAccount, session_cookies
from tests.servers.meet import MeetServer

MEASURED: dict[str, Any] = {
    "over": "server",
    "isRelayed": False,
    "roundTripMs": 42,
    "receivedLoss": 0.034,
    "sentLoss": 0.0,
    "receivedHeight": 360,
    "sentHeight": 720,
}


@pytest.fixture
def operator(new_account: NewAccount) -> User:
    """Give staff who may view rooms."""
    operator = new_account("Sam")
    operator.is_staff = True
    operator.save()
    operator.user_permissions.add(Permission.objects.get(codename="view_room"))
    return operator


def test_only_operators_who_may_view_rooms_read_it(
    call: Call, enter: Enter, new_account: NewAccount, ann: User, operator: User
) -> None:
    host, gus = enter(ann), enter("Gus")
    assert gus.call("report-media-quality", MEASURED) == {"success": True}
    staff = new_account("Staff without permissions")
    staff.is_staff = True
    staff.save()

    for person in (new_account("Stranger"), ann, staff):
        refused = call(person, "media-quality", method="GET")
        assert error(refused) == (404, "ROOM_NOT_FOUND")
    token = gus.joined["participantToken"]
    assert call(token, "media-quality", method="GET").status_code == 401
    assert "receivedLoss" not in call(ann, "participants", method="GET").text
    host.settle()
    assert host.received_names() == ["user-joined"]

    read = call(operator, "media-quality", method="GET").json()
    assert {one["participantId"]: one["quality"] for one in read} == {
        seat_id(host): None,
        seat_id(gus): MEASURED,
    }


def test_the_live_board_shows_it(
    enter: Enter, ann: User, operator: User, server: MeetServer
) -> None:
    host, gus = enter(ann), enter("Gus")
    host.call("report-media-quality", {"over": "direct", "isRelayed": True, "sentLoss": 0.5})
    gus.call("report-media-quality", MEASURED)

    board = requests.get(f"{server.url}/admin/", cookies=session_cookies(operator), timeout=20)
    shown = " ".join(board.text.split()).replace(" </span>", "</span>")
    for measured in (
        ("over the media server", "round trip 42 ms"),
        ("receives 360p · 3.4 % lost", "sends 720p · 0 % lost"),
        ("direct", "through TURN", "receives no picture", "sends no picture · 50 % lost"),
    ):
        assert "</span> <span>".join(measured) in shown
    assert shown.count("weak connection") == 1


def test_it_is_over_when_a_person_is_alone(
    call: Call, enter: Enter, ann: User, operator: User
) -> None:
    host, gus = enter(ann), enter("Gus")
    host.call("report-media-quality", MEASURED)
    gus.call("leave-room", {})

    (read,) = call(operator, "media-quality", method="GET").json()
    assert (read["displayName"], read["quality"]) == ("Ann", None)
