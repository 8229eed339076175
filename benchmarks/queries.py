"""Count database queries."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

# Statements that open or close a transaction, or configure a connection, are not counted.
_BRACKETS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "PRAGMA", "SET ", "SELECT SET_CONFIG")


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """Collect the queries on the connections that are opened in the block, of all threads."""
    queries: list[str] = []
    watched: list[BaseDatabaseWrapper] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.upper().startswith(_BRACKETS):
            queries.append(sql)
        return execute(sql, params, many, context)

    def watch(connection: BaseDatabaseWrapper, **_: Any) -> None:
        if connection not in watched:
            watched.append(connection)
            connection.execute_wrappers.append(count)

    connection_created.connect(watch)
    try:
        yield queries
    finally:
        connection_created.disconnect(watch)
        for connection in watched:
            connection.execute_wrappers.remove(count)
