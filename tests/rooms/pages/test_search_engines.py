"""Rooms are not indexed by search engines."""

import pytest
from django.test import Client

from rooms.models import Room

pytestmark = pytest.mark.django_db


def test_the_start_page_may_be_indexed(client: Client) -> None:
    response = client.get("/")

    assert "X-Robots-Tag" not in response.headers
    assert 'name="robots"' not in response.content.decode()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/{code}", 200),
        ("/rooms/{code}/settings/", 302),
        ("/222222", 404),
        ("/nowhere/", 404),
        ("/accounts/login/", 200),
        ("/api/nowhere", 404),
    ],
)
def test_no_other_page_is_indexed(path: str, status: int, client: Client, room: Room) -> None:
    response = client.get(path.format(code=room.code))

    assert response.status_code == status
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_page_of_a_room_says_so_itself_and_does_not_name_it_in_its_title(
    client: Client, room: Room
) -> None:
    page = client.get(f"/{room.code}").content.decode()

    assert '<meta name="robots" content="noindex, nofollow">' in page
    title = page[page.index("<title>") : page.index("</title>")]
    assert room.name not in title


def test_a_robot_may_read_that_a_room_is_not_to_be_indexed(client: Client, room: Room) -> None:
    response = client.get("/robots.txt")

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    forbidden = [
        line.removeprefix("Disallow: ")
        for line in response.content.decode().splitlines()
        if line.startswith("Disallow: ")
    ]
    assert forbidden == ["/admin/", "/api/"]
    assert not any(f"/{room.code}".startswith(path) for path in forbidden)
