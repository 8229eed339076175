"""Calls with a chunked body are handled like others, and polled responses are not stored."""

from collections.abc import Iterator

import pytest
import requests

from rooms.models import Room
from tests.protocol.joining import access_token
from tests.servers.meet import MeetServer

pytestmark = pytest.mark.django_db(transaction=True)


def chunks(*parts: bytes) -> Iterator[bytes]:
    """Yield parts of a body. For a generator, `requests` sends one chunk for each part."""
    yield from parts


def test_a_chunked_call_is_carried_out(server: MeetServer, room: Room) -> None:
    answer = requests.patch(
        f"{server.url}/api/rooms/{room.pk}/settings",
        data=chunks(b'{"allowChat":', b" false}"),
        headers={
            "Authorization": f"Bearer {access_token(room.host)}",
            "Content-Type": "application/json",
        },
        timeout=20,
    )
    assert (answer.status_code, answer.json()["settings"]["allowChat"]) == (200, False)
    room.settings.refresh_from_db()
    assert not room.settings.allow_chat


def test_polls_are_not_stored(server: MeetServer) -> None:
    answer = requests.get(f"{server.url}/socket.io/?EIO=4&transport=polling", timeout=20)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_chunked_form_is_read(server: MeetServer, kind: str) -> None:
    page = requests.get(f"{server.url}/accounts/login/", timeout=20)
    fields = {"csrfmiddlewaretoken": page.cookies["csrftoken"], "login": "nobody"}
    files = {name: (None, value) for name, value in fields.items()}
    whole = requests.Request(
        "POST",
        f"{server.url}/accounts/login/",
        cookies=page.cookies,
        **({"files": files} if kind.startswith("multipart") else {"data": fields}),
    ).prepare()
    body = whole.body if isinstance(whole.body, bytes) else (whole.body or "").encode()
    del whole.headers["Content-Length"]
    whole.headers["Transfer-Encoding"] = "chunked"
    whole.body = chunks(body[:20], body[20:])

    answer = requests.Session().send(whole, timeout=20)

    assert answer.status_code == 200
    assert 'value="nobody"' in answer.text
