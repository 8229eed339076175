"""Compile the catalogues: `.mo` files for Django, ES modules for the web client."""

import json
import re
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from django.conf import settings

from meet.translations.catalogs import po_path

# The characters that a plural formula may contain: it becomes JavaScript.
_FORMULA = re.compile(r"[n0-9%=!<>&|?:() ]+")
_CONTEXT_SEPARATOR = "\u0004"  # as in the .mo format


def script_path(language: str) -> Path:
    """Return the place of a language's module, which `collectstatic` finds there."""
    return Path(settings.SCRIPT_TRANSLATIONS / f"{language}.js")


def compile_catalog(language: str, domain: str, catalog: Catalog) -> None:
    """Write the compiled form of a catalogue."""
    if domain == "djangojs":
        path, content = script_path(language), script_module(catalog)
    else:
        path, content = po_path(language, domain).with_suffix(".mo"), _mo(catalog)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def script_module(catalog: Catalog) -> bytes:
    """Return the ES module with the translations of the web client, by message.

    The module has the shape of `static/js/text/english.js`. A message with a context has the key
    `<context>\\u0004<message>`. A message without a translation is not in it.
    """
    formula = catalog.plural_expr
    if not _FORMULA.fullmatch(formula):
        raise ValueError(f"Not a plural formula: {formula}")
    messages = {_key(message): _forms(message) for message in catalog if _is_usable(message)}
    lines = (
        f"export const messages = {json.dumps(messages, ensure_ascii=False)};",
        f"export const pluralIndex = (n) => Number({formula});",
    )
    return ("\n".join(lines) + "\n").encode()


def _mo(catalog: Catalog) -> bytes:
    stream = BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def _is_usable(message: Message) -> bool:
    return bool(message.id and not message.fuzzy and all(_forms(message)))


def _key(message: Message) -> str:
    singular = message.id if isinstance(message.id, str) else message.id[0]
    return f"{message.context}{_CONTEXT_SEPARATOR}{singular}" if message.context else singular


def _forms(message: Message) -> list[str]:
    string = message.string
    return [string or ""] if isinstance(string, str) or string is None else list(string)
