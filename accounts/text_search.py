"""A text search with the same results on every database.

A text matches if its search form contains the search form of the query. The search form is NFKC in
upper case: case and width of letters do not matter, but accents do (`ecole` does not match
`école`). SQLite calls a Python function for it, because its own LIKE ignores case only for ASCII
letters. PostgreSQL computes it with ICU, independently of the locale of the database.
"""

import unicodedata
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import CharField, TextField, Transform
from django.db.models.lookups import Contains

_FUNCTION = "MEET_SEARCH_FORM"


def search_form(text: str) -> str:
    """Return the form in which searches compare texts."""
    return unicodedata.normalize("NFKC", text).upper()


class _SearchForm(Transform):
    output_field = TextField()
    function = _FUNCTION

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        template = 'UPPER(NORMALIZE(%(expressions)s::text, NFKC) COLLATE "und-x-icu")'
        return self.as_sql(compiler, connection, template=template)


class ContainsText(Contains):
    """`name__contains_text="école"` also finds `ÉCOLE`, in any normal form."""

    lookup_name = "contains_text"

    def __init__(self, lhs: Any, rhs: Any) -> None:
        super().__init__(_SearchForm(lhs), search_form(str(rhs)))

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        return connection.operators["contains"] % rhs


def register() -> None:
    """Register the lookup for all text fields, and its function on every SQLite connection."""
    for field in (CharField, TextField):
        field.register_lookup(ContainsText)
    connection_created.connect(_prepare_connection, dispatch_uid=_FUNCTION)


def _prepare_connection(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function(_FUNCTION, 1, _sqlite_search_form, deterministic=True)


def _sqlite_search_form(value: object) -> str | None:
    return None if value is None else search_form(str(value))
