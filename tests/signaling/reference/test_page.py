"""The events' reference is there to read, for anybody."""

import json
import re

import pytest
from django.test import Client

from signaling.dialects.native import NATIVE
from signaling.templatetags.reference import marked
from tests.docs.test_protocol import SPOKEN

ADDRESS = "/api/docs/events/"


@pytest.mark.parametrize("address", [ADDRESS, ADDRESS.rstrip("/")])
def test_a_stranger_reads_every_event(address: str, client: Client) -> None:
    page = client.get(address).content.decode()

    for name in NATIVE.hears:
        assert f'id="client.{name}"' in page
    for name in SPOKEN:
        assert f'id="server.{name}"' in page


def test_links_on_the_page_lead_somewhere(client: Client) -> None:
    page = client.get(ADDRESS).content.decode()
    targets = set(re.findall(r'href="#([^"]+)"', page))

    assert len(targets) > len(SPOKEN)
    assert targets <= set(re.findall(r'\bid="([^"]+)"', page))


def test_the_page_needs_no_scripts_of_its_own(client: Client) -> None:
    ours = client.get(ADDRESS).content.decode()
    plain = client.get("/").content.decode()

    assert ours.count("<script") == plain.count("<script")
    assert " style=" not in ours


def test_the_document_and_the_types_can_be_loaded(client: Client) -> None:
    document = client.get(f"{ADDRESS}asyncapi.json")
    types = client.get(f"{ADDRESS}meet-events.d.ts")

    assert json.loads(document.content)["asyncapi"] == "3.0.0"
    assert document["Content-Type"] == "application/json"
    assert "ServerToClientEvents" in types.content.decode()
    assert types["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("name", ["", "asyncapi.json", "meet-events.d.ts"])
def test_nothing_can_be_sent_there(name: str, client: Client) -> None:
    assert client.post(ADDRESS + name).status_code == 405


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Say `offer` **first**", "Say <code>offer</code> <strong>first</strong>"),
        ("as `moved`", 'as <a href="#server.moved"><code>moved</code></a>'),
        ("a < b `<i>`", "a &lt; b <code>&lt;i&gt;</code>"),
        ("one ` alone", "one ` alone"),
    ],
)
def test_words_are_marked_and_escaped(words: str, shown: str) -> None:
    assert marked(words, {"moved"}) == shown
