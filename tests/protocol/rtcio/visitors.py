"""Clients of rtc.io, and the way they join."""

from collections.abc import Callable
from typing import Any

from tests.clients.client import Client

NAMESPACE = "/rtcio"

Visit = Callable[[], Client]


def join(client: Client, room: str, name: str = "Ann", **fields: Any) -> None:
    client.call("join-room", {"roomId": room, "name": name, **fields})


def joined(client: Client, room: str, name: str = "Ann", **fields: Any) -> Client:
    join(client, room, name, **fields)
    client.expect("join-ok", roomId=room)
    return client


def refused(client: Client) -> str:
    error = client.expect("join-error")
    assert set(error) == {"reason", "roomId"}
    return str(error["reason"])
