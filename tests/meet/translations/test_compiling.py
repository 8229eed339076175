import json

import pytest
from babel.messages.catalog import Catalog

from meet.translations.compiling import script_module
from meet.translations.pseudo_locale import pseudo


def module(catalog: Catalog) -> tuple[dict[str, list[str]], str]:
    """Return the messages of a module, and its second line."""
    first, second = script_module(catalog).decode().splitlines()
    messages = first.removeprefix("export const messages = ").removesuffix(";")
    return json.loads(messages), second


def test_a_module_has_each_translation_with_all_its_forms() -> None:
    catalog = Catalog(locale="de")
    catalog.add("Join", "Beitreten")
    catalog.add(("%(n)s person", "%(n)s people"), ("%(n)s Person", "%(n)s Personen"))
    catalog.add("Open", "Offen", context="a state")

    messages, formula = module(catalog)

    assert messages == {
        "Join": ["Beitreten"],
        "%(n)s person": ["%(n)s Person", "%(n)s Personen"],
        "a state\u0004Open": ["Offen"],
    }
    assert formula == "export const pluralIndex = (n) => Number((n != 1));"


def test_a_module_has_no_message_that_is_untranslated_or_in_doubt() -> None:
    catalog = Catalog(locale="de")
    catalog.add("Join", "")
    catalog.add(("person", "people"), ("Person", ""))
    catalog.add("Leave", "Beitreten", flags=["fuzzy"])

    assert module(catalog)[0] == {}


def test_a_plural_formula_cannot_be_other_code() -> None:
    catalog = Catalog(locale="de")
    catalog._plural_expr = "alert(1)"  # noqa: SLF001 Babel reads it from the file

    with pytest.raises(ValueError, match="plural formula"):
        script_module(catalog)


def test_the_pseudo_locale_changes_every_letter_and_no_value() -> None:
    assert pseudo("Page %(page)s of <b>5</b> &amp; 6") == "⟦Þáĝé %(page)s óƒ <b>5</b> &amp; 6·····⟧"
