"""Staff can't grant permissions that they lack, or take over accounts that have them."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.rooms.admin.conftest import NewStaff, url

RIGHTS = ("view_user", "change_user", "add_user", "delete_user")


@pytest.fixture
def clerk(new_staff: NewStaff) -> Client:
    """Give a browser of staff with all permissions for accounts."""
    groups = [f"{what}_group" for what in ("view", "add", "change", "delete")]
    return new_staff(*RIGHTS, *groups)


def saved(client: Client, account: User, **changes: Any) -> Any:
    sent = {
        "email": account.email,
        "display_name": account.display_name,
        "avatar_color": account.avatar_color,
        "is_active": "on",
        **changes,
    }
    return client.post(url(User, "change", account.pk), sent)


def test_staff_change_ordinary_accounts(clerk: Client, host: User) -> None:
    assert saved(clerk, host, display_name="Ann\u202e Lee", is_active="").status_code == 302

    host.refresh_from_db()
    assert (host.display_name, host.is_active) == ("Ann Lee", False)


def test_an_address_that_staff_replace_is_of_no_use_any_more(
    clerk: Client, client: Client, host: User
) -> None:
    former = host.email
    EmailAddress.objects.create(user=host, email=former, primary=True, verified=True)

    assert saved(clerk, host, email="new@example.org").status_code == 302

    (address,) = EmailAddress.objects.filter(user=host)
    assert (address.email, address.primary, address.verified) == ("new@example.org", True, False)
    client.post("/accounts/password/reset/", {"email": former})
    (sent,) = mail.outbox
    assert "/accounts/password/reset/key/" not in sent.body


def test_staff_give_nobody_rights(clerk: Client, host: User) -> None:
    assert saved(clerk, host, is_staff="on", is_superuser="on").status_code == 302

    host.refresh_from_db()
    assert (host.is_staff, host.is_superuser) == (False, False)


@pytest.mark.parametrize("is_superuser", [True, False])
def test_staff_touch_no_other_staff(clerk: Client, host: User, is_superuser: bool) -> None:
    User.objects.filter(pk=host.pk).update(is_staff=True, is_superuser=is_superuser)
    before = User.objects.filter(pk=host.pk).values().get()
    password = reverse("admin:auth_user_password_change", args=[host.pk])
    words = {"password1": "battery staple 8", "password2": "battery staple 8"}
    marked = {"action": "delete_selected", "_selected_action": host.pk, "post": "yes"}

    assert saved(clerk, host, display_name="Nobody").status_code == 403
    assert clerk.post(password, words).status_code == 403
    assert clerk.post(url(User, "delete", host.pk), {"post": "yes"}).status_code == 403
    clerk.post(url(User, "changelist"), marked)

    assert User.objects.filter(pk=host.pk).values().get() == before


def test_superusers_give_rights(root: Client, host: User) -> None:
    assert saved(root, host, is_staff="on").status_code == 302

    host.refresh_from_db()
    assert host.is_staff


def test_groups_are_for_superusers_to_change(clerk: Client, root: Client) -> None:
    group = Group.objects.create(name="Support")
    for client, status, name in ((clerk, 403, "Support"), (root, 302, "Helpers")):
        response = client.post(url(Group, "change", group.pk), {"name": "Helpers"})
        group.refresh_from_db()
        assert (response.status_code, group.name) == (status, name)
