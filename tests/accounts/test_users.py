import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.models import User
from tests.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("email", ["", None])
def test_an_account_needs_an_address(email: str | None) -> None:
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user(email)


def test_an_address_is_kept_in_lower_case_and_names_its_owner() -> None:
    user = User.objects.create_user("  Ann.Lee@Example.ORG ")
    assert (user.email, user.display_name) == ("ann.lee@example.org", "ann.lee")
    assert not user.has_usable_password()


def test_the_database_refuses_an_address_in_capitals() -> None:
    with pytest.raises(IntegrityError):
        User.objects.bulk_create([User(email="Ann@example.org", display_name="Ann")])


def test_an_address_has_one_account(ann: User) -> None:
    with pytest.raises(IntegrityError):
        User.objects.create_user("ANN@example.org")


def test_a_form_writes_the_address_in_lower_case_too() -> None:
    user = User(email="Ann@Example.org", display_name="Ann", password="x")
    user.full_clean()
    assert user.email == "ann@example.org"


def test_a_colour_beyond_the_palette_is_not_valid() -> None:
    with pytest.raises(ValidationError, match="11"):
        User(email="a@example.org", display_name="A", password="x", avatar_color=12).full_clean()


@pytest.mark.usefixtures("ann")
def test_signing_in_does_not_mind_capitals() -> None:
    assert authenticate(None, email="ANN@Example.org", password=PASSWORD) is not None
    assert authenticate(None, email="ann@example.org", password="wrong") is None


def test_an_account_may_nothing_special(ann: User) -> None:
    assert (ann.is_staff, ann.is_superuser, ann.is_active) == (False, False, True)


def test_an_administrator_may_everything() -> None:
    user = User.objects.create_superuser("root@example.org", PASSWORD)
    assert (user.is_staff, user.is_superuser) == (True, True)


def test_an_account_is_called_by_its_display_name(ann: User) -> None:
    assert str(ann) == ann.get_full_name() == ann.get_short_name() == "Ann"


NFC, NFD = "caf\u00e9 creme", "cafe\u0301 creme"


@pytest.mark.parametrize("stored", [NFC, NFD])
def test_a_password_is_the_same_however_its_accents_are_typed(stored: str) -> None:
    user = User.objects.create_user("eve@example.org", stored)

    assert user.check_password(NFC)
    assert user.check_password(NFD)
    assert not user.check_password("cafe creme")
    assert not user.check_password(None)


def test_a_hash_of_before_is_accepted_and_replaced() -> None:
    user = User.objects.create_user("eve@example.org")
    user.password = make_password(NFD)
    user.save()

    assert not user.check_password(NFC)
    assert authenticate(None, email="eve@example.org", password=NFD) == user

    user.refresh_from_db()
    assert user.check_password(NFC)
    assert not check_password(NFD, user.password)


@pytest.mark.usefixtures("ann")
@pytest.mark.parametrize(
    "email", ["ＡＮＮ＠example.org", " ann@example.org ", "ann@EXAMPLE\uff0eorg"]
)
def test_an_address_is_the_same_in_full_width(email: str) -> None:
    assert authenticate(None, email=email, password=PASSWORD) is not None
    with pytest.raises(IntegrityError):
        User.objects.create_user(email)
