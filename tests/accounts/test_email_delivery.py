"""If the mail server is down, requests succeed, and a message says how to try again."""

import logging
import socket
from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from tests.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db

NEW = {"display_name": "Bo", "email": "bo@example.org", "password1": "a long and winding road"}
NEW_BY_REST = {"displayName": "Bo", "email": "bo@example.org", "password": PASSWORD}
NOT_CONFIRMED = "The mail to confirm bo@example.org could not be sent."
UP = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(params=["refuses", "is silent"])
def mail_server(request: pytest.FixtureRequest, settings: Settings) -> Iterator[None]:
    """Send mails to a closed port, or to a server that never answers."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = False, 0.2
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()
        if request.param == "is silent":
            server.listen()
        yield


@pytest.fixture
def _down(mail_server: None) -> None:
    return


def has_sentence(page: str, sentence: str) -> bool:
    return sentence in page


@pytest.mark.usefixtures("_down")
def test_signing_up_makes_the_account_and_says_how_to_have_the_mail_sent_again(
    client: Client, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    page = client.post("/accounts/signup/", NEW, follow=True)

    assert page.status_code == 200
    assert page.context["user"] == User.objects.get(email=NEW["email"])
    assert has_sentence(page.content.decode(), NOT_CONFIRMED)
    (line,) = (one for one in caplog.records if one.levelno >= logging.WARNING)
    assert line.getMessage().startswith("A mail could not be sent: ")
    assert line.exc_info is None

    settings.EMAIL_BACKEND = UP
    again = {"email": NEW["email"], "action_send": ""}
    assert not has_sentence(client.post("/accounts/email/", again, follow=True).text, NOT_CONFIRMED)
    assert [message.to for message in mail.outbox] == [[NEW["email"]]]


@pytest.mark.usefixtures("_down")
def test_where_confirming_is_mandatory_signing_in_sends_the_mail_again(
    client: Client, settings: Settings
) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    page = client.post("/accounts/signup/", NEW, follow=True)

    assert has_sentence(page.text, NOT_CONFIRMED)
    assert has_sentence(page.text, "Sign in again in a few minutes")
    assert not page.context["user"].is_authenticated

    settings.EMAIL_BACKEND = UP
    client.post("/accounts/login/", {"login": NEW["email"], "password": NEW["password1"]})
    assert [message.to for message in mail.outbox] == [[NEW["email"]]]


@pytest.mark.usefixtures("_down")
@pytest.mark.parametrize("email", ["ann@example.org", "nobody@example.org"])
def test_a_reset_asks_to_try_again_whether_there_is_an_account_or_not(
    client: Client, ann: User, email: str
) -> None:
    page = client.post("/accounts/password/reset/", {"email": email}, follow=True)

    assert page.redirect_chain == [("/accounts/password/reset/", 302)]
    assert has_sentence(page.text, "The mail could not be sent. Try again in a few minutes.")


@pytest.mark.usefixtures("_down")
def test_another_address_is_added_and_can_be_confirmed_later(client: Client, ann: User) -> None:
    client.force_login(ann)

    added = {"email": NEW["email"], "action_add": ""}
    page = client.post("/accounts/email/", added, follow=True)

    assert has_sentence(page.text, NOT_CONFIRMED)
    assert ann.emailaddress_set.filter(email=NEW["email"], verified=False).exists()


@pytest.mark.usefixtures("_down")
def test_registering_over_rest_makes_the_account_and_says_so() -> None:
    response = APIClient().post("/api/auth/register", NEW_BY_REST, format="json")

    assert response.status_code == 201
    assert response.json()["notice"].startswith(NOT_CONFIRMED)
    assert User.objects.filter(email=NEW["email"]).exists()


def test_registering_over_rest_asks_to_confirm_the_address() -> None:
    response = APIClient().post("/api/auth/register", NEW_BY_REST, format="json")

    assert "notice" not in response.json()
    assert [message.subject for message in mail.outbox] == ["Confirm your email address for Meet"]


def test_where_confirming_is_mandatory_there_are_no_tokens_without_it(settings: Settings) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    credentials = {"email": NEW_BY_REST["email"], "password": PASSWORD}
    api = APIClient()

    for call, sent in (("register", NEW_BY_REST), ("login", credentials)):
        refused = api.post(f"/api/auth/{call}", sent, format="json")
        assert (refused.status_code, refused.json()["code"]) == (403, "EMAIL_NOT_CONFIRMED")
    # The second would come too early.
    (confirmation,) = mail.outbox
    assert confirmation.to == [NEW_BY_REST["email"]]

    EmailAddress.objects.update(verified=True)
    assert api.post("/api/auth/login", credentials, format="json").status_code == 201


@pytest.mark.usefixtures("_down")
def test_where_confirming_is_mandatory_signing_in_over_rest_sends_the_mail_again(
    settings: Settings,
) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    api = APIClient()
    refused = api.post("/api/auth/register", NEW_BY_REST, format="json")
    assert refused.json()["message"].startswith(NOT_CONFIRMED)

    settings.EMAIL_BACKEND = UP
    credentials = {"email": NEW_BY_REST["email"], "password": PASSWORD}
    assert api.post("/api/auth/login", credentials, format="json").status_code == 403
    assert [message.to for message in mail.outbox] == [[NEW_BY_REST["email"]]]


def test_where_confirming_is_mandatory_the_page_of_meetmates_says_so(settings: Settings) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    sent = {"email": NEW_BY_REST["email"], "password": PASSWORD}

    refused = APIClient().post("/meetmates/api/auth/signup", sent, format="json")

    assert (refused.status_code, list(refused.json())) == (403, ["msg"])
