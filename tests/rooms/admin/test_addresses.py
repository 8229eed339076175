"""Staff can't sign in as other people by changing what these sign in with."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.rooms.admin.conftest import NewStaff, url

RIGHTS = tuple(f"{what}_emailaddress" for what in ("view", "add", "change", "delete"))
SOCIAL = (SocialAccount, SocialApp, SocialToken)


@pytest.fixture
def clerk(new_staff: NewStaff) -> Client:
    """Give a browser of staff with all permissions for addresses."""
    return new_staff(*RIGHTS)


@pytest.fixture
def address(host: User) -> EmailAddress:
    return EmailAddress.objects.create(user=host, email=host.email, primary=True)


def verify(client: Client, address: EmailAddress) -> bool:
    """Run the action of the list, and return whether the address is verified."""
    marked = {"action": "make_verified", "_selected_action": address.pk}
    client.post(url(EmailAddress, "changelist"), marked)
    address.refresh_from_db()
    return address.verified


def changed(client: Client, address: EmailAddress, **changes: Any) -> int:
    sent = {"user": address.user_id, "email": address.email, **changes}
    return client.post(url(EmailAddress, "change", address.pk), sent).status_code


def test_staff_who_may_only_view_addresses_verify_none(
    new_staff: NewStaff, root: Client, address: EmailAddress
) -> None:
    viewer = new_staff("view_emailaddress")

    assert viewer.get(url(EmailAddress, "changelist")).context["action_form"] is None
    assert not verify(viewer, address)
    assert verify(root, address)


def test_staff_verify_and_change_the_address_of_an_ordinary_account(
    clerk: Client, address: EmailAddress
) -> None:
    assert verify(clerk, address)
    assert changed(clerk, address, email="new@example.org") == 302

    address.refresh_from_db()
    assert (address.email, address.verified) == ("new@example.org", False)


def test_staff_touch_no_address_of_other_staff(clerk: Client, address: EmailAddress) -> None:
    User.objects.filter(pk=address.user_id).update(is_staff=True)
    before = EmailAddress.objects.values().get()

    assert not verify(clerk, address)
    assert changed(clerk, address, email="new@example.org") == 403
    assert clerk.post(url(EmailAddress, "delete", address.pk), {"post": "yes"}).status_code == 403

    assert EmailAddress.objects.values().get() == before


def test_an_address_moves_to_no_other_account(
    clerk: Client, address: EmailAddress, other: User
) -> None:
    assert changed(clerk, address, user=other.pk) == 302

    address.refresh_from_db()
    assert address.user_id != other.pk


def test_only_superusers_give_an_account_an_address(
    clerk: Client, root: Client, host: User
) -> None:
    new = {"user": host.pk, "email": "new@example.org", "verified": "on"}

    assert clerk.post(url(EmailAddress, "add"), new).status_code == 403
    assert root.post(url(EmailAddress, "add"), new).status_code == 302

    assert EmailAddress.objects.get().email == "new@example.org"


@pytest.mark.parametrize("model", SOCIAL)
def test_only_superusers_add_what_vouches_for_people(
    new_staff: NewStaff, root: Client, model: Any
) -> None:
    name = model.__name__.lower()
    staff = new_staff(*(f"{what}_{name}" for what in ("view", "add", "change", "delete")))

    assert staff.get(url(model, "add")).status_code == 403
    assert root.get(url(model, "add")).status_code == 200


def test_only_superusers_see_the_secrets_of_single_sign_on(
    new_staff: NewStaff, root: Client
) -> None:
    app = SocialApp.objects.create(provider="x", name="X", client_id="x", secret="a-secret")
    staff = new_staff("view_socialapp", "view_socialtoken", "change_socialapp")

    for client, status in ((staff, 403), (root, 200)):
        assert client.get(url(SocialApp, "change", app.pk)).status_code == status
        assert client.get(url(SocialToken, "changelist")).status_code == status
    assert "Social" not in staff.get(reverse("admin:index")).text
