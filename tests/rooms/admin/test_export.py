"""Exports of lists as CSV and JSON, and the permissions that they need."""

import csv
import io
import json
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.test import AsyncClient, Client

from rooms.models import Audit, Block, Meeting, Message, RefusedJoin, Room, Seat
from tests.rooms.admin.conftest import NAME, NewStaff, url

MODELS = [Room, Meeting, Seat, Message, Block, Audit, RefusedJoin]


def export(staff: Client, model: Any, kind: str, **filters: str) -> str:
    """Return the whole file. It is streamed, which needs an asynchronous client."""
    client = AsyncClient()
    client.cookies = staff.cookies

    async def fetch() -> str:
        response = await client.get(url(model, "export", kind), filters)
        assert response.status_code == 200
        assert response["Content-Disposition"].endswith(f'.{kind}"')
        return b"".join([piece async for piece in response.streaming_content]).decode()

    return async_to_sync(fetch)()


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("rights", [(), ("view_message",), ("export_records",)])
def test_it_takes_the_right_to_view_and_the_right_to_export(
    new_staff: NewStaff, rights: tuple[str, ...]
) -> None:
    staff = new_staff(*rights)

    assert staff.get(url(Message, "export", "csv")).status_code == 403
    assert not Audit.objects.filter(action="export").exists()
    if "view_message" in rights:
        assert "Export" not in staff.get(url(Message, "changelist")).text


@pytest.mark.django_db
def test_a_stranger_takes_nothing(client: Client) -> None:
    assert client.get(url(Message, "export", "csv")).status_code == 302


@pytest.mark.usefixtures("meeting")
def test_with_both_rights_the_list_offers_its_files(new_staff: NewStaff) -> None:
    staff = new_staff("view_message", "export_records")

    page = staff.get(url(Message, "changelist"), {"q": "script"})

    for kind in ("csv", "json"):
        assert f'href="export/{kind}/?q=script"' in page.text


@pytest.mark.usefixtures("meeting")
@pytest.mark.parametrize("model", MODELS)
def test_every_list_is_exported_whole_in_both_ways(root: Client, model: Any) -> None:
    rows = table(export(root, model, "csv"))
    # The audit also has the entry of the first export.
    objects = json.loads(export(root, model, "json"))

    assert len(rows) == model.objects.count() - (model is Audit)
    assert [list(row) for row in rows[:1]] == [list(one) for one in objects[:1]]
    assert Audit.objects.filter(action="export", actor_name="Root").count() == 2


def test_an_export_is_searched_and_filtered_as_the_list_is(root: Client, meeting: Meeting) -> None:
    Message.objects.create(room=meeting.room, sender_name="Ann", content="Hello")

    assert [row["content"] for row in table(export(root, Message, "csv", q="hello"))] == ["Hello"]
    assert json.loads(export(root, Message, "json", q="nothing of that")) == []


def test_no_cell_is_a_formula(root: Client, meeting: Meeting) -> None:
    for content in ("=1+1", "+1", "-1", "@A1", "\t=1", "Hello"):
        Message.objects.create(room=meeting.room, sender_name="=cmd()", content=content)

    rows = table(export(root, Message, "csv", q="cmd"))

    assert len(rows) == 6
    assert {row["sender_name"] for row in rows} == {"'=cmd()"}
    said = [row["content"].strip() for row in rows]
    assert [words for words in said if not words.startswith("'")] == ["Hello"]


def test_json_keeps_text_as_it_is(root: Client, meeting: Meeting) -> None:
    Message.objects.update(content="=1+1\n\u202e")

    (row,) = json.loads(export(root, Message, "json"))

    assert (row["sender_name"], row["content"]) == (NAME, "=1+1\n\u202e")


@pytest.mark.parametrize(
    "filters", [{"started_at__year": "abc"}, {"started_at__gte": "x"}, {"nothing": "1"}]
)
def test_a_filter_that_is_not_valid_leads_to_the_error_of_the_list(
    root: Client, filters: dict[str, str]
) -> None:
    response = root.get(url(Meeting, "export", "csv"), filters, follow=True)

    assert response.redirect_chain[0] == (f"{url(Meeting, 'changelist')}?e=1", 302)
    assert response.status_code == 200
    assert not Audit.objects.filter(action="export").exists()


def test_there_are_no_other_kinds(root: Client) -> None:
    assert root.get(url(Message, "export", "xlsx")).status_code == 404
