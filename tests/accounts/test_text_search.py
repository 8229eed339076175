"""The lookup `contains_text`, which `make test` runs on both databases."""

import pytest

from accounts.models import User

pytestmark = pytest.mark.django_db


def finds(searched: str) -> bool:
    return User.objects.filter(display_name__contains_text=searched).exists()


@pytest.mark.parametrize(
    ("name", "searched"),
    [
        ("École", "école"),
        ("école", "ÉCOLE"),
        ("École", "e\u0301cole"),
        ("l'École du soir", "école DU"),
        ("МОСКВА", "москва"),
        ("Straße", "STRASSE"),
        ("ΟΔΟΣ", "οδοσ"),
        ("οδός", "ΟΔΌΣ"),
        ("Ａｎｎ", "ann"),
        ("李小龙", "小龙"),
        ("100 % \\ _", "% \\ _"),
    ],
)
def test_neither_case_nor_form_of_letters_matters(name: str, searched: str) -> None:
    User.objects.create_user("ann@example.org", display_name=name)

    assert finds(searched)


@pytest.mark.parametrize("searched", ["ecole", "écoles", "%", "_cole", "\\"])
def test_accents_matter_and_nothing_is_a_pattern(searched: str) -> None:
    User.objects.create_user("ann@example.org", display_name="École")

    assert not finds(searched)
