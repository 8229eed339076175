"""The catalogues in the repository: complete, up to date, and without faults."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from pytest_django import Settings

from meet.translations.catalogs import LANGUAGES, po_path, problems, update_catalog
from meet.translations.messages import DOMAINS, find_messages


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_catalogue_is_complete_and_up_to_date(domain: str) -> None:
    found = find_messages(domain)
    for language in LANGUAGES:
        assert list(problems(language, domain, found)) == []


def test_every_offered_language_has_catalogues(settings: Settings) -> None:
    assert {code for code, _name in settings.LANGUAGES} == {"en", *LANGUAGES}


@pytest.fixture
def written(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Give the German catalogue of a small source."""
    settings.BASE_DIR = tmp_path
    for folder in ("accounts", "meet", "rooms", "signaling", "templates"):
        (tmp_path / folder).mkdir()
    (tmp_path / "meet" / "words.py").write_text('_("Join")\n')
    (tmp_path / "templates" / "page.html").write_text(
        '{% load i18n %}<p title="{% translate "Join" %}">\n'
        "    {% blocktranslate count n=n %}{{ n }} person{% plural %}{{ n }} people"
        "{% endblocktranslate %}</p>\n  {% blocktranslate with name=name %}<b>{{ name }}</b> left"
        "{% endblocktranslate %}"
    )
    update_catalog("de", "django")
    return po_path("de", "django")


def translate(path: Path, *translations: tuple[str, str]) -> None:
    content = path.read_text()
    for message, translation in translations:
        content = content.replace(f'{message}\nmsgstr ""', f'{message}\nmsgstr "{translation}"')
    content = content.replace('msgstr[0] ""', 'msgstr[0] "%(n)s Person"')
    path.write_text(content.replace('msgstr[1] ""', 'msgstr[1] "%(n)s Personen"'))


def found() -> Catalog:
    return find_messages("django")


def test_a_message_without_a_translation_is_a_problem(written: Path) -> None:
    assert [one for one in problems("de", "django", found()) if "not translated" in one] == [
        "de django: 'Join' is not translated",
        "de django: ('%(n)s person', '%(n)s people') is not translated",
        "de django: '<b>%(name)s</b> left' is not translated",
    ]


def test_a_complete_catalogue_has_no_problem(written: Path) -> None:
    translate(
        written,
        ('msgid "Join"', "Beitreten"),
        ('msgid "<b>%(name)s</b> left"', "<b>%(name)s</b> ist weg"),
    )

    assert list(problems("de", "django", found())) == []


@pytest.mark.parametrize(
    ("translation", "problem"),
    [
        ("<b>%(name)s ist weg", "has other HTML tags"),
        ("<b>Ann</b> ist weg", "lost the value name"),
        ("<b>%(nam)s</b> ist weg", "has no value nam"),
    ],
)
def test_a_translation_keeps_the_values_and_tags(
    written: Path, translation: str, problem: str
) -> None:
    translate(
        written,
        ('msgid "Join"', "Beitreten"),
        ('msgid "<b>%(name)s</b> left"', translation),
    )

    assert f"de django: '<b>%(name)s</b> left' {problem}" in problems("de", "django", found())


def test_a_changed_message_needs_a_look_at_its_translation(written: Path, tmp_path: Path) -> None:
    translate(
        written,
        ('msgid "Join"', "Beitreten"),
        ('msgid "<b>%(name)s</b> left"', "<b>%(name)s</b> ist weg"),
    )
    page = tmp_path / "templates" / "page.html"
    page.write_text(page.read_text().replace("</b> left", "</b> has left"))

    out_of_date = list(problems("de", "django", found()))
    update_catalog("de", "django")
    updated = list(problems("de", "django", found()))

    assert out_of_date[0] == "de django: the file is out of date; run `make translations`"
    assert updated == [
        "de django: '<b>%(name)s</b> has left' has changed; check it and remove the mark `fuzzy`"
    ]
