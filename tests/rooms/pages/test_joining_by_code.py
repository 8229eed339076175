import pytest
from django.test import Client

from rooms.models import Room

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    [
        "7KQ010",
        "7kq010",
        " 7KQ 010 ",
        "7kq-010",
        "7KQOLO",
        "7kqoio",
        "https://meet.example.org/7KQ010",
        "http://localhost:8000/7kq010/?from=mail",
        "（https://meet.example.org/7KQ010）。",
        "７ＫＱ—０１０",
    ],
)
def test_a_code_is_understood_as_people_write_it(typed: str, client: Client, room: Room) -> None:
    Room.objects.update(code="7KQ010")

    response = client.get("/join/", {"code": typed})

    assert response.status_code == 302
    assert response["Location"] == "/7KQ010"


@pytest.mark.parametrize(
    "typed", ["7KQ010.", "(7kq010)", "7KQ\u2013010\u200b", "７ＫＱ０１０/", "7KQ010”,"]
)
def test_an_address_with_more_than_the_code_leads_to_the_room(
    typed: str, client: Client, room: Room
) -> None:
    Room.objects.update(code="7KQ010")

    response = client.get(f"/{typed}")

    assert response.status_code == 302
    assert response["Location"] == "/7KQ010"


@pytest.mark.parametrize("typed", ["", "ABC", "7KQ2MXX", "ABCDEU", "../../", "7KQ2M\x00", "💥" * 6])
def test_what_is_no_code_is_said_to_be_none(typed: str, client: Client) -> None:
    response = client.get("/join/", {"code": typed})

    assert response.status_code == 200
    assert 'aria-invalid="true"' in response.content.decode()


def test_an_unknown_code_is_repeated_with_an_error(client: Client, room: Room) -> None:
    unknown = "222222" if room.code != "222222" else "333333"

    page = client.get("/join/", {"code": unknown}).content.decode()

    assert f"No room has the code {unknown}, or you need to sign in." in page
    assert f'value="{unknown}"' in page


def test_what_was_typed_is_shown_as_text(client: Client) -> None:
    page = client.get("/join/", {"code": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in page


def test_somebody_signed_in_stays_among_the_own_rooms(as_host: Client, room: Room) -> None:
    page = as_host.get("/join/", {"code": "nonsense"}).content.decode()

    assert room.name in page
    assert 'aria-invalid="true"' in page


def test_an_endless_code_is_refused(client: Client) -> None:
    assert 'aria-invalid="true"' in client.get("/join/", {"code": "7" * 5000}).content.decode()


def test_after_many_unknown_codes_no_code_is_answered(client: Client, room: Room) -> None:
    Room.objects.update(code="111111")
    room.refresh_from_db()
    statuses = [client.get(f"/22222{at}").status_code for at in range(10)]
    pages = [client.get("/join/", {"code": f"33333{at}"}).content.decode() for at in range(10)]

    assert statuses == [404] * 10
    assert all("No room has the code" in page for page in pages)

    unknown = "444444"
    assert client.get(f"/{unknown}").status_code == 429
    assert client.get(f"/{room.code}").status_code == 429
    for code in (unknown, room.code):
        page = client.get("/join/", {"code": code}).content.decode()
        assert "Too many unknown codes were tried" in page
