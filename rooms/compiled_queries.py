"""Queries of the ORM whose SQL is built once, for the queries of a join.

Django builds the SQL of a query anew for each execution. For a query with many subqueries, this
takes ten times as long as the execution on SQLite. A compiled query is built from example values,
and is executed with other values in their places. The rules stay in the ORM's query, which works on
every database, and this module knows nothing about them.
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


class CompiledQuery:
    """The SQL of a queryset of tuples, built once for each kind of database.

    `examples` are the values in the queryset that `rows` replaces: UUIDs, strings or integers that
    occur in it for no other reason. The structure of the query must not depend on them.
    """

    def __init__(self, queryset: QuerySet[Any, Any], *examples: Any) -> None:
        self._query = queryset.query
        self._examples = examples
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        """Execute the query with these values in the places of the examples."""
        compiled = self._compiled.get(connection.vendor)
        if compiled is None:
            compiled = self._compiled[connection.vendor] = self._compile()
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, compiled.parameters(values))
            return compiled.converted(cursor.fetchall())

    def _compile(self) -> "_Compiled":
        compiler = self._query.clone().get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        examples = [adapted(example) for example in self._examples]
        places = {
            place: examples.index(parameter)
            for place, parameter in enumerate(parameters)
            if parameter in examples
        }
        if len(set(places.values())) != len(examples):
            raise ValueError("An example is not a parameter of the query")
        converters = compiler.get_converters([column for column, _, _ in compiler.select])
        return _Compiled(sql, tuple(parameters), places, converters)


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    constants: tuple[Any, ...]
    places: dict[int, int]
    """The index of the value for each parameter that is not constant."""
    converters: dict[int, tuple[list[Any], Any]]
    """The functions that convert the value of a column from the database."""

    def parameters(self, values: Sequence[Any]) -> list[Any]:
        parameters = list(self.constants)
        new = [adapted(value) for value in values]
        for place, index in self.places.items():
            parameters[place] = new[index]
        return parameters

    def converted(self, rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
        return [self._convert(row, connection) for row in rows]

    def _convert(self, row: Sequence[Any], database: BaseDatabaseWrapper) -> tuple[Any, ...]:
        values = list(row)
        for column, (converters, expression) in self.converters.items():
            for convert in converters:
                values[column] = convert(values[column], expression, database)
        return tuple(values)


def adapted(value: Any) -> Any:
    """Return a value as a parameter for this database: some databases have no type for UUIDs."""
    if isinstance(value, uuid.UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value


def column_names(model: type[Model]) -> tuple[str, ...]:
    """Return the names of all columns of a model, in the order of its fields."""
    return tuple(field.attname for field in model._meta.concrete_fields)  # noqa: SLF001 documented


def model_from(model: type[M], columns: Sequence[str], values: Iterator[Any]) -> M:
    """Return the instance whose columns are the next values."""
    return model.from_db(connection.alias, columns, tuple(islice(values, len(columns))))
