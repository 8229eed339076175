import pytest
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(db: None) -> User:
    return User.objects.create_user("ann@example.org", display_name="Ann", avatar_color=3)


@pytest.fixture
def as_ann(ann: User) -> Client:
    client = Client()
    client.force_login(ann)
    return client


def test_a_stranger_signs_in_first_and_comes_back(client: Client) -> None:
    response = client.get("/accounts/profile/")

    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/accounts/profile/"


def test_ones_name_and_colour_are_shown(as_ann: Client) -> None:
    page = as_ann.get("/accounts/profile/").content.decode()

    assert 'value="Ann"' in page
    assert 'value="3" checked' in page


def test_name_and_colour_are_saved(as_ann: Client, ann: User) -> None:
    response = as_ann.post("/accounts/profile/", {"display_name": "Ann Lee", "avatar_color": "11"})

    assert response.status_code == 302
    ann.refresh_from_db()
    assert (ann.display_name, ann.avatar_color) == ("Ann Lee", 11)


def test_a_name_loses_what_makes_it_pretend(as_ann: Client, ann: User) -> None:
    as_ann.post(
        "/accounts/profile/", {"display_name": " Ann\u202e\u200b \n Lee ", "avatar_color": "3"}
    )

    ann.refresh_from_db()
    assert ann.display_name == "Ann Lee"


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u202e", "x" * 51])
def test_a_name_that_is_none_is_pointed_at(name: str, as_ann: Client, ann: User) -> None:
    response = as_ann.post("/accounts/profile/", {"display_name": name, "avatar_color": "3"})

    assert 'id="id_display_name_error"' in response.content.decode()
    ann.refresh_from_db()
    assert ann.display_name == "Ann"


@pytest.mark.parametrize("color", ["12", "-1", "red", ""])
def test_a_colour_that_there_is_not_is_refused(color: str, as_ann: Client, ann: User) -> None:
    response = as_ann.post("/accounts/profile/", {"display_name": "Ann", "avatar_color": color})

    assert "field__error" in response.content.decode()
    ann.refresh_from_db()
    assert ann.avatar_color == 3


def test_nothing_else_can_be_changed_through_it(as_ann: Client, ann: User) -> None:
    as_ann.post(
        "/accounts/profile/",
        {"display_name": "Ann", "avatar_color": "3", "is_staff": "on", "email": "x@example.org"},
    )

    ann.refresh_from_db()
    assert not ann.is_staff
    assert ann.email == "ann@example.org"
