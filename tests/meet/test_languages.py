import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils.translation import get_language

from accounts.models import User
from rooms.actions import create_room

pytestmark = pytest.mark.django_db

GERMAN = "de-AT,de;q=0.9,en;q=0.5"


@pytest.fixture
def ann(db: None) -> User:
    return User.objects.create_user("ann@example.org", display_name="Ann")


@pytest.fixture
def as_ann(ann: User) -> Client:
    client = Client()
    client.force_login(ann)
    return client


def language_of(client: Client, accepted: str = "") -> str:
    page = client.get("/accounts/profile/", follow=True, headers={"Accept-Language": accepted})
    return page["Content-Language"]


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("", "en"), (GERMAN, "de"), ("xx, de;q=0.1", "de"), ("fr", "en"), ("ar-xb", "en")],
)
def test_a_page_is_in_the_best_offered_language_of_the_browser(
    client: Client, accepted: str, language: str
) -> None:
    assert language_of(client, accepted) == language


def test_a_german_page_is_translated(client: Client) -> None:
    response = client.get("/", headers={"Accept-Language": GERMAN})

    page = response.content.decode()
    assert '<html lang="de" dir="ltr">' in page
    assert "Videokonferenzen auf Ihrem eigenen Server" in page
    assert {"Accept-Language", "Cookie"} <= set(response["Vary"].split(", "))


def test_a_page_loads_the_scripts_translations_of_its_language(client: Client) -> None:
    assert "js/text/english." in client.get("/").content.decode()
    german = client.get("/", headers={"Accept-Language": GERMAN})
    assert "js/translations/de." in german.content.decode()


def test_a_guest_chooses_a_language_in_the_menu(client: Client) -> None:
    response = client.post("/language/", {"language": "de", "next": "/accounts/login/?next=/"})

    assert response["Location"] == "/accounts/login/?next=/"
    assert language_of(client, "en") == "de"


def test_an_unknown_language_is_not_stored(client: Client) -> None:
    client.post("/language/", {"language": "xx", "next": "/"})

    assert language_of(client) == "en"


def test_the_language_of_the_account_is_the_language_of_every_browser(
    as_ann: Client, ann: User
) -> None:
    as_ann.post(
        "/accounts/profile/", {"display_name": "Ann", "avatar_color": "3", "language": "de"}
    )
    elsewhere = Client()
    elsewhere.force_login(ann)

    assert language_of(as_ann, "en") == "de"
    assert language_of(elsewhere, "en") == "de"


def test_the_saved_profile_is_confirmed_in_the_new_language(as_ann: Client) -> None:
    choice = {"display_name": "Ann", "avatar_color": "3", "language": "de"}

    page = as_ann.post("/accounts/profile/", choice, follow=True).content.decode()

    assert "Ihr Profil wurde gespeichert." in page


def test_an_account_without_a_language_follows_the_browser(as_ann: Client) -> None:
    assert language_of(as_ann, GERMAN) == "de"


def test_a_language_that_is_no_longer_offered_counts_as_none(as_ann: Client) -> None:
    User.objects.update(language="xx")

    assert language_of(as_ann, GERMAN) == "de"


def test_a_mail_is_in_the_language_of_the_page_that_caused_it(
    client: Client, ann: User, mailoutbox: list[EmailMessage]
) -> None:
    ann.set_password("correct horse 9")
    ann.save()

    client.post(
        "/accounts/password/reset/", {"email": ann.email}, headers={"Accept-Language": GERMAN}
    )

    assert "Setzen Sie Ihr Passwort für Meet zurück" in mailoutbox[0].subject
    assert str(mailoutbox[0].body).startswith("Guten Tag,")


def test_calls_are_answered_in_english(client: Client) -> None:
    response = client.post(
        "/api/auth/login", {}, "application/json", headers={"Accept-Language": GERMAN}
    )

    assert response.json()["message"] == "email: This field is required."


def test_a_request_leaves_no_language_behind(client: Client) -> None:
    client.get("/", headers={"Accept-Language": GERMAN})

    assert get_language() == "en"


def test_a_refusal_of_a_page_is_in_the_language_of_the_page(as_ann: Client, ann: User) -> None:
    room = create_room(ann, "Planning")

    page = as_ann.post(
        f"/rooms/{room.code}/invite/",
        {"email": ann.email, "role": "invited"},
        headers={"Accept-Language": GERMAN},
    )

    assert "Das ist Ihre eigene Adresse" in page.content.decode()
