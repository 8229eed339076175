"""Janus with `deploy/janus/` has only the parts that Meet needs, and obeys nobody else."""

import asyncio
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from signaling.media.janus.addresses import Address
from signaling.media.janus.connection import Connection
from signaling.media.janus.errors import JanusError
from signaling.media.janus.session import PLUGIN, Session, ignore
from tests.servers.janus import SECRET, Janus, janus

UNAUTHORIZED = 403
ADMIN_KEY_IS_MISSING = 429
ADMIN_KEY_IS_WRONG = 433


@pytest.fixture(scope="module")
def running(logs: Path) -> Iterator[Janus]:
    with janus(logs / "deployed-janus.log") as server:
        yield server


def asked(address: Address, **request: Any) -> Mapping[str, Any]:
    async def ask() -> Mapping[str, Any]:
        connection = await Connection.open(address, lambda _: None, lambda: None)
        try:
            return await connection.request(request)
        finally:
            connection.close()

    return asyncio.run(ask())


def asked_plugin(address: Address, **body: Any) -> Mapping[str, Any]:
    async def ask() -> Mapping[str, Any]:
        session = await Session.create(address)
        try:
            return (await session.message(await session.attach(ignore), body)).data
        finally:
            await session.destroy()
            session.close()

    return asyncio.run(ask())


@pytest.mark.parametrize("secret", ["", "guessed"])
def test_a_client_without_the_secret_gets_no_session(running: Janus, secret: str):
    stranger = Address(running.address.name, running.address.url, secret)
    with pytest.raises(JanusError) as refused:
        asked(stranger, janus="create")
    assert refused.value.number == UNAUTHORIZED
    assert asked(running.address, janus="create")["janus"] == "success"


@pytest.mark.parametrize(
    ("key", "number"), [({}, ADMIN_KEY_IS_MISSING), ({"admin_key": "guessed"}, ADMIN_KEY_IS_WRONG)]
)
def test_a_room_is_created_only_with_the_admin_key(
    running: Janus, key: dict[str, str], number: int
):
    with pytest.raises(JanusError) as refused:
        asked_plugin(running.address, request="create", **key)
    assert refused.value.number == number
    created = asked_plugin(running.address, request="create", admin_key=SECRET)
    assert created["videoroom"] == "created"
    asked_plugin(running.address, request="destroy", room=created["room"])


def test_there_is_no_room_at_the_start(running: Janus):
    assert asked_plugin(running.address, request="list", admin_key=SECRET)["list"] == []


def test_only_the_parts_that_meet_needs_are_loaded(running: Janus):
    info = asked(running.address, janus="info")
    assert list(info["plugins"]) == [PLUGIN]
    assert list(info["transports"]) == ["janus.transport.websockets"]
    assert info["events"] == {}


def test_a_session_outlives_its_connection_for_a_minute(running: Janus):
    info = asked(running.address, janus="info")
    assert (info["session-timeout"], info["reclaim-session-timeout"]) == (60, 60)


def test_a_public_address_can_be_announced_in_place_of_a_private_one(tmp_path: Path):
    public = '#nat_1_1_mapping = "the public address"'
    with janus(tmp_path / "janus.log", {public: 'nat_1_1_mapping = "203.0.113.5"'}) as server:
        info = asked(server.address, janus="info")
    assert info["public-ip"] == "203.0.113.5"
