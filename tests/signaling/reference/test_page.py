"""The page of the events reference is public."""

import json
import re

import pytest
from django.test import Client

from signaling.dialects.native import NATIVE
from signaling.templatetags.reference import marked
from tests.docs.test_protocol import SPOKEN

ADDRESS = "/api/docs/events/"


@pytest.mark.parametrize("address", [ADDRESS, ADDRESS.rstrip("/")])
def test_an_anonymous_visitor_can_read_every_event(address: str, client: Client) -> None:
    page = client.get(address).content.decode()

    for name in NATIVE.hears:
        assert f'id="client.{name}"' in page
    for name in SPOKEN:
        assert f'id="server.{name}"' in page


def test_every_link_on_the_page_has_a_target(client: Client) -> None:
    page = client.get(ADDRESS).content.decode()
    targets = set(re.findall(r'href="#([^"]+)"', page))

    assert len(targets) > len(SPOKEN)
    assert targets <= set(re.findall(r'\bid="([^"]+)"', page))


def test_the_page_adds_no_scripts_and_no_inline_styles(client: Client) -> None:
    ours = client.get(ADDRESS).content.decode()
    plain = client.get("/").content.decode()

    assert ours.count("<script") == plain.count("<script")
    assert " style=" not in ours


def test_the_document_and_the_types_can_be_downloaded(client: Client) -> None:
    document = client.get(f"{ADDRESS}asyncapi.json")
    types = client.get(f"{ADDRESS}meet-events.d.ts")

    assert json.loads(document.content)["asyncapi"] == "3.0.0"
    assert document["Content-Type"] == "application/json"
    assert "ServerToClientEvents" in types.content.decode()
    assert types["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("name", ["", "asyncapi.json", "meet-events.d.ts"])
def test_other_methods_are_not_allowed(name: str, client: Client) -> None:
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
def test_marked_text_is_escaped(words: str, shown: str) -> None:
    assert marked(words, {"moved"}) == shown
