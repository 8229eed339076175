"""Settings from environment variables, each parsed and validated before it is used.

An invalid value is recorded with the setting's name and one sentence, and the default is used.
`meet.checks` can then report all invalid values together, and prevents every start.
"""

import builtins
import math
from collections.abc import Callable, Collection
from typing import Any

import dj_database_url
from redis.connection import parse_url

from meet.setting_values import media_server

Parser = Callable[[builtins.str], builtins.str]

_TRUE = frozenset(("true", "1", "yes", "on", "y", "t"))
_FALSE = frozenset(("false", "0", "no", "off", "n", "f"))
_MOST = 10**9
_SHOWN = 60  # characters of a value in an error
_NO_NAMES = (None, "", ":memory:")
_DATABASES = ("django.db.backends.postgresql", "django.db.backends.sqlite3")


class Environment:
    """The environment variables that `find` returns; it returns None for an unset variable.

    `problems` maps names of settings to sentences.
    """

    def __init__(self, find: Callable[[builtins.str], builtins.str | None]) -> None:
        self._find = find
        self.problems: dict[builtins.str, builtins.str] = {}

    def secret(self, name: builtins.str) -> builtins.str:
        """Return a secret exactly as written; if it is missing, Meet does not start."""
        value = self._find(name)
        if not value:
            self.problems[name] = "is missing"
        return value or "missing"

    def str(
        self,
        name: builtins.str,
        default: builtins.str,
        *,
        among: Collection[builtins.str] = (),
        each: Parser | None = None,
    ) -> builtins.str:
        """Return a trimmed text: one of `among`, or the result of `each`."""

        def parse(text: builtins.str) -> builtins.str:
            value = _parsed(text, each) if each is not None and text else text
            if among and value not in among:
                raise ValueError(_with_value(f"must be one of {', '.join(among)}", text))
            return value

        return self._read(name, default, parse)

    def bool(self, name: builtins.str, default: builtins.bool) -> builtins.bool:
        def parse(text: builtins.str) -> builtins.bool:
            if text.lower() not in _TRUE | _FALSE:
                raise ValueError(_with_value("must be true or false", text))
            return text.lower() in _TRUE

        return self._read(name, default, parse)

    def int(
        self,
        name: builtins.str,
        default: builtins.int,
        *,
        low: builtins.int = 0,
        high: builtins.int = _MOST,
    ) -> builtins.int:
        def parse(text: builtins.str) -> builtins.int:
            # No valid number has more digits, and Python needs long to parse very long numbers.
            is_number = text.isdecimal() and len(text) <= len(f"{_MOST}")
            number = builtins.int(text) if is_number else -1
            if not low <= number <= high:
                raise ValueError(_with_value(f"must be a whole number from {low} to {high}", text))
            return number

        return self._read(name, default, parse)

    def float(
        self,
        name: builtins.str,
        default: builtins.float,
        *,
        low: builtins.float = 0,
        high: builtins.float = _MOST,
    ) -> builtins.float:
        def parse(text: builtins.str) -> builtins.float:
            try:
                number = builtins.float(text)
            except ValueError:
                number = math.nan
            if not low <= number <= high:
                raise ValueError(_with_value(f"must be a number from {low} to {high}", text))
            return number

        return self._read(name, default, parse)

    def list(
        self,
        name: builtins.str,
        default: builtins.list[builtins.str],
        *,
        each: Parser | None = None,
    ) -> builtins.list[builtins.str]:
        """Return the trimmed items between commas, each parsed by `each`."""

        def parse(text: builtins.str) -> builtins.list[builtins.str]:
            items = [item.strip() for item in text.split(",") if item.strip()]
            return [_parsed(item, each) for item in items] if each is not None else items

        return self._read(name, default, parse, default_for_empty=False)

    def database(self, name: builtins.str, default: builtins.str, **options: Any) -> Any:
        """Return the settings of a database for Django; the error does not contain the password."""

        def parse(text: builtins.str) -> Any:
            try:
                database = dj_database_url.parse(text, **options)
            except (ValueError, KeyError, dj_database_url.UnknownSchemeError):
                database = {}
            # Each thread would have a database in memory of its own.
            if database.get("ENGINE") not in _DATABASES or database.get("NAME") in _NO_NAMES:
                raise ValueError(
                    "must be like postgresql://user:password@host:5432/name or sqlite:///file"
                )
            return database

        return self._read(name, parse(default), parse)

    def redis(self, name: builtins.str) -> builtins.str:
        """Return the URL of a Redis server, or ""; the error does not contain the password."""

        def parse(text: builtins.str) -> builtins.str:
            try:
                parse_url(text)
            except ValueError:
                raise ValueError(
                    "must be like redis://:password@host:6379/0, rediss://… or unix:///path"
                ) from None
            return text

        return builtins.str(self._read(name, "", parse))

    def media_servers(self, name: builtins.str) -> builtins.list[builtins.str]:
        """Return the addresses of media servers; the error does not contain their secrets."""

        def parse(text: builtins.str) -> builtins.list[builtins.str]:
            servers = [media_server(item.strip()) for item in text.split(",") if item.strip()]
            names = [server.rpartition("@")[2] for server in servers]
            if len(set(names)) < len(names):
                raise ValueError("must not contain the same server twice")
            return servers

        return builtins.list(self._read(name, [], parse))

    def _read(
        self,
        name: builtins.str,
        default: Any,
        parse: Callable[[builtins.str], Any],
        *,
        default_for_empty: builtins.bool = True,
    ) -> Any:
        """Return the parsed value of a variable, or the default if it is unset or invalid."""
        text = self._find(name)
        if text is None or (default_for_empty and not text.strip()):
            return default
        try:
            return parse(text.strip())
        except ValueError as error:
            self.problems[name] = f"{error}"
            return default


def _parsed(item: builtins.str, each: Parser) -> builtins.str:
    try:
        return each(item)
    except ValueError as error:
        raise ValueError(_with_value(f"{error}", item)) from None


def _with_value(sentence: builtins.str, text: builtins.str) -> builtins.str:
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return f"{sentence}, and not {shown!r}"
