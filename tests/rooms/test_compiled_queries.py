"""A compiled query returns what the ORM's query returns, for other values than its examples."""

import uuid

import pytest
from django.db.models import Exists, OuterRef

from accounts.models import User
from rooms.actions import create_room
from rooms.compiled_queries import CompiledQuery, column_names, model_from
from rooms.models import Room, RoomSettings

EXAMPLE = uuid.UUID(int=2**64)
EXAMPLE_CODE = "000000"


@pytest.fixture
def rooms(host: User) -> list[Room]:
    return [create_room(host, name) for name in ("Weekly", "Daily")]


def test_a_compiled_query_finds_the_rows_of_the_given_values(rooms: list[Room]) -> None:
    queryset = Room.objects.filter(pk=EXAMPLE, code=EXAMPLE_CODE).values_list("pk", "name")
    query = CompiledQuery(queryset, EXAMPLE, EXAMPLE_CODE)
    for room in rooms:
        assert query.rows(room.pk, room.code) == [(room.pk, room.name)]
    assert query.rows(rooms[0].pk, rooms[1].code) == []


def test_a_value_replaces_each_occurrence_of_its_example(rooms: list[Room]) -> None:
    settings = RoomSettings.objects.filter(pk=EXAMPLE, room=OuterRef("pk"))
    queryset = Room.objects.filter(pk=EXAMPLE).values_list(Exists(settings))
    query = CompiledQuery(queryset, EXAMPLE)
    assert [query.rows(room.pk) for room in rooms] == [[(True,)], [(True,)]]


def test_values_are_converted_as_by_the_orm(rooms: list[Room]) -> None:
    columns = column_names(Room)
    query = CompiledQuery(Room.objects.filter(pk=EXAMPLE).values_list(*columns), EXAMPLE)
    (row,) = query.rows(rooms[0].pk)
    assert row == Room.objects.filter(pk=rooms[0].pk).values_list(*columns).get()
    made, stored = model_from(Room, columns, iter(row)), Room.objects.get(pk=rooms[0].pk)
    assert {name: getattr(made, name) for name in columns} == {
        name: getattr(stored, name) for name in columns
    }


def test_an_example_that_is_no_parameter_is_an_error(rooms: list[Room]) -> None:
    query = CompiledQuery(Room.objects.filter(pk=EXAMPLE).values_list("pk"), uuid.uuid4())
    with pytest.raises(ValueError, match="not a parameter"):
        query.rows(rooms[0].pk)
