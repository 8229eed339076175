"""Read, update and check the catalogues in the repository."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.checkers import python_format
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import to_locale

from meet.translations.messages import find_messages

# English is the language of the source. The pseudo-locale is generated.
LANGUAGES = ("de",)
_HEADER = r"""# How to translate: docs/translating.md
msgid ""
msgstr ""
"Language: {language}\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {plural_forms}\n"

"""
_LINE_CHARACTERS = 100
_NAMED_VALUE = re.compile(r"%\((\w+)\)[sd]")
_TAG = re.compile(r"</?[a-z]+")


def po_path(language: str, domain: str) -> Path:
    folder = settings.BASE_DIR / "locale" / to_locale(language) / "LC_MESSAGES"
    return Path(folder / f"{domain}.po")


def read_catalog(language: str, domain: str) -> Catalog:
    """Return the catalogue of a language. A language without one has an empty catalogue."""
    path = po_path(language, domain)
    content = path.read_bytes() if path.exists() else b""
    return read_po(BytesIO(content), locale=to_locale(language), domain=domain)


def updated_catalog(language: str, domain: str, found: Catalog) -> Catalog:
    """Return the catalogue with exactly the messages of the source.

    A translation of a message that has changed is kept and marked as fuzzy.
    """
    catalog = read_catalog(language, domain)
    catalog.update(found, update_creation_date=False)
    catalog.obsolete.clear()
    return catalog


def written_catalog(catalog: Catalog) -> bytes:
    """Return the content of the file, without dates, so that equal catalogues are equal files."""
    stream = BytesIO()
    write_po(stream, catalog, width=_LINE_CHARACTERS, omit_header=True, include_lineno=False)
    header = _HEADER.format(language=catalog.locale_identifier, plural_forms=catalog.plural_forms)
    return header.encode() + stream.getvalue()


def update_catalog(language: str, domain: str) -> None:
    """Write the catalogue with the messages that the source has now."""
    path = po_path(language, domain)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written_catalog(updated_catalog(language, domain, find_messages(domain))))


def problems(language: str, domain: str, found: Catalog) -> Iterator[str]:
    """Yield a sentence for each fault of a catalogue; `found` has the messages of the source."""
    # A message that has only moved to another file is no fault.
    if _keys(read_catalog(language, domain)) != _keys(found):
        yield f"{language} {domain}: the file is out of date; run `make translations`"
    updated = updated_catalog(language, domain, found)
    for message in updated:
        if message.id:
            for problem in _problems_of(message, updated):
                yield f"{language} {domain}: {message.id!r} {problem}"


def _keys(catalog: Catalog) -> set[tuple[str | tuple[str, ...], str | None]]:
    return {
        (message.id if isinstance(message.id, str) else tuple(message.id), message.context)
        for message in catalog
    }


def _problems_of(message: Message, catalog: Catalog) -> Iterator[str]:
    translations = _texts(message.string)
    if not all(translations) or len(translations) < _expected(message, catalog):
        yield "is not translated"
    elif message.fuzzy:
        yield "has changed; check it and remove the mark `fuzzy`"
    else:
        yield from _differences(message, translations)
    try:
        python_format(catalog, message)
    except ValueError as error:
        yield str(error)


def _expected(message: Message, catalog: Catalog) -> int:
    return catalog.num_plurals if message.pluralizable else 1


def _differences(message: Message, translations: list[str]) -> Iterator[str]:
    """Yield what a translation has added or lost besides words."""
    allowed = {name for text in _texts(message.id) for name in _NAMED_VALUE.findall(text)}
    required = set(_NAMED_VALUE.findall(_texts(message.id)[-1]))
    for text in translations:
        if unknown := set(_NAMED_VALUE.findall(text)) - allowed:
            yield f"has no value {', '.join(sorted(unknown))}"
        if not message.pluralizable and (lost := required - set(_NAMED_VALUE.findall(text))):
            yield f"lost the value {', '.join(sorted(lost))}"
        if sorted(_TAG.findall(text)) != sorted(_TAG.findall(_texts(message.id)[-1])):
            yield "has other HTML tags"


def _texts(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text or ""] if isinstance(text, str) or text is None else list(text)
