"""REST and the admin, about rooms whose home is not the worker that serves the request."""

from typing import Any

import requests

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Room, RoomSnapshot
from tests.protocol.joining import access_token, session_cookies
from tests.waiting import eventually
from tests.workers.conftest import Worker
from tests.workers.joining import join

Two = tuple[Worker, Worker]


def call(worker: Worker, user: User, method: str, path: str) -> requests.Response:
    headers = {"Authorization": f"Bearer {access_token(user)}"}
    return requests.request(method, f"{worker.url}/api/rooms/{path}", headers=headers, timeout=10)


def test_only_a_host_acts_through_another_worker(two: Two, room: Room) -> None:
    bo = two[0].connect()
    seat: dict[str, Any] = join(bo, room, "Bo")
    assert RoomSnapshot.objects.get().worker == two[0].id
    mute = f"{room.pk}/participants/{seat['participantId']}/mute"
    stranger = User.objects.create_user("eve@example.org", display_name="Eve")
    assert call(two[1], stranger, "POST", mute).status_code in {403, 404}
    assert bo.received("force-mute") == []
    assert call(two[1], room.host, "POST", mute).status_code == 204
    bo.expect("force-mute")
    people = call(two[1], room.host, "GET", f"{room.pk}/participants").json()
    assert "Bo" in str(people)
    remove = f"{room.pk}/participants/{seat['participantId']}/remove"
    assert call(two[1], room.host, "POST", remove).status_code == 204
    bo.expect("force-disconnect")


def test_the_live_board_of_any_worker_has_the_rooms_of_both(two: Two, room: Room) -> None:
    operator = User.objects.create_superuser("op@example.org", "a long passphrase 7")
    other = create_room(room.host, "Elsewhere")
    join(two[0].connect(), room, "Bo"), join(two[1].connect(), other, "Cy")
    eventually(lambda: RoomSnapshot.objects.values("worker").distinct().count() == 2)
    cookies = session_cookies(operator)
    for worker in two:
        board = requests.get(f"{worker.url}/admin/", cookies=cookies, timeout=10).text
        assert "Bo" in board
        assert "Cy" in board


def test_operators_see_the_quality_of_media_through_any_worker(two: Two, room: Room) -> None:
    operator = User.objects.create_superuser("op@example.org", "a long passphrase 7")
    bo, cy = two[0].connect(), two[1].connect()
    join(bo, room, "Bo"), join(cy, room, "Cy")
    assert RoomSnapshot.objects.get().worker == two[0].id
    for person, milliseconds in ((bo, 111), (cy, 222)):
        measured = {"over": "server", "roundTripMs": milliseconds}
        assert person.call("report-media-quality", measured) == {"success": True}
    for worker in two:
        read = call(worker, operator, "GET", f"{room.pk}/media-quality").json()
        found = {one["displayName"]: one["quality"]["roundTripMs"] for one in read}
        assert found == {"Bo": 111, "Cy": 222}
