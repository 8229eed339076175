import pytest
from django.core import mail
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db

VALID = {
    "display_name": "Ann Lee",
    "email": "Ann@Example.org",
    "password1": "a long and winding road",
}


def test_signing_up_asks_for_a_name_an_address_and_a_password_once(client: Client) -> None:
    page = client.get("/accounts/signup/").content.decode()

    positions = [page.index(f'name="{field}"') for field in VALID]
    assert positions == sorted(positions)
    assert "password2" not in page


def test_somebody_new_is_signed_in_at_once(client: Client) -> None:
    response = client.post("/accounts/signup/", VALID)

    user = User.objects.get()
    assert (user.email, user.display_name) == ("ann@example.org", "Ann Lee")
    assert response["Location"] == "/"
    assert client.get("/").context["user"] == user


def test_somebody_who_came_from_a_room_goes_back_to_it(client: Client) -> None:
    page = client.get("/accounts/signup/?next=/7KQ2MX").content.decode()
    response = client.post("/accounts/signup/", VALID | {"next": "/7KQ2MX"})

    assert 'name="next" value="/7KQ2MX"' in page
    assert response["Location"] == "/7KQ2MX"


def test_nobody_is_led_to_another_site(client: Client) -> None:
    response = client.post("/accounts/signup/", VALID | {"next": "https://elsewhere.example"})

    assert response["Location"] == "/"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("display_name", ""),
        ("display_name", "\u200b"),
        ("email", "nowhere"),
        ("password1", "short"),
        ("password1", "password"),
    ],
)
def test_a_wrong_value_is_pointed_at(field: str, value: str, client: Client) -> None:
    response = client.post("/accounts/signup/", VALID | {field: value})

    assert f'id="id_{field}_error"' in response.content.decode()
    assert not User.objects.exists()


def test_an_address_is_asked_to_be_confirmed_in_our_words(client: Client) -> None:
    client.post("/accounts/signup/", VALID)

    (message,) = mail.outbox
    assert message.subject == "Confirm your email address for Meet"
    assert message.body.startswith("Hello,")
    assert "http://testserver/accounts/confirm-email/" in message.body
    assert message.body.endswith("Meet at testserver")


@pytest.mark.parametrize("name", ["Ann & <Lee>", "You have won: http://evil.example"])
def test_a_mail_to_an_unconfirmed_address_repeats_nothing_that_was_typed(
    client: Client, name: str
) -> None:
    tagged = VALID["email"].replace("@", "+visit-evil.example@")
    client.post("/accounts/signup/", VALID | {"display_name": name, "email": tagged})
    client.post("/accounts/password/reset/", {"email": tagged})
    client.post("/accounts/password/reset/", {"email": f"not.{tagged}"})

    confirmation, reset, unknown = mail.outbox
    for message in (confirmation, reset, unknown):
        assert name not in message.body
        assert "evil.example" not in message.body + message.subject
