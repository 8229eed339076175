"""Find the messages that are marked for translation in the source."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

DOMAINS = ("django", "djangojs")
# Comments with this prefix, on the line before a message, are notes for translators.
NOTE_PREFIX = "Translators:"

_APPLICATIONS = ("accounts", "meet", "rooms", "signaling")
_PYTHON_KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_JAVASCRIPT_KEYWORDS: dict[str, Any] = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def find_messages(domain: str) -> Catalog:
    """Return a catalogue of all messages in the source, without translations."""
    catalog = Catalog()
    sources = {"django": _python_and_templates, "djangojs": _javascript}[domain]
    for path, extracted in sources():
        where = path.relative_to(settings.BASE_DIR).as_posix()
        for _line, message, notes, context in extracted:
            # Without line numbers, an update changes only the messages that have changed.
            catalog.add(message, locations=[(where, 0)], auto_comments=notes, context=context)
    return catalog


def _python_and_templates() -> Iterator[tuple[Path, Any]]:
    for application in _APPLICATIONS:
        for path in _files(settings.BASE_DIR / application, "py"):
            yield path, _extract("python", path.read_bytes(), _PYTHON_KEYWORDS)
    for extension in ("html", "txt"):
        for path in _files(settings.BASE_DIR / "templates", extension):
            yield path, _extract("python", _as_python(path), _PYTHON_KEYWORDS)


def _javascript() -> Iterator[tuple[Path, Any]]:
    for path in _files(settings.BASE_DIR / "static" / "js", "js"):
        yield path, _extract("javascript", path.read_bytes(), _JAVASCRIPT_KEYWORDS)


def _files(folder: Path, extension: str) -> list[Path]:
    return sorted(folder.rglob(f"*.{extension}"))


def _as_python(template: Path) -> bytes:
    """Convert a template to calls of gettext. Indentation means nothing in a template."""
    calls = templatize(template.read_text(), origin=str(template))
    return re.sub(r"^\s+", "", calls, flags=re.MULTILINE).encode()


def _extract(method: str, source: bytes, keywords: dict[str, Any]) -> Any:
    return extract(method, BytesIO(source), keywords, (NOTE_PREFIX,), strip_comment_tags=True)
