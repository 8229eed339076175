"""Connecting clients to a server, and letting them go when a test is over."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from functools import partial
from typing import Any

from tests.clients.client import Client
from tests.clients.flavours import Flavour
from tests.clients.inbox import ConnectionClosed, Inbox
from tests.clients.npm_wire import Node, NpmWire
from tests.clients.python_wire import PythonWire


class Connecting:
    """Connects clients to one server; `node` is asked for Node where an npm client needs it."""

    def __init__(
        self, url: str, flavour: Flavour, node: Callable[[], Node], leaving: ExitStack
    ) -> None:
        self.url = url
        self._flavour = flavour
        self._node = node
        self._leaving = leaving

    def __call__(
        self,
        auth: Any = None,
        *,
        cookies: Mapping[str, str] | None = None,
        origin: str | None = None,
        headers: Mapping[str, str] | None = None,
        namespace: str = "/",
        flavour: Flavour | None = None,
    ) -> Client:
        """Return a connected client; raise ConnectionRefused."""
        flavour = flavour or self._flavour
        inbox = Inbox()
        wire = self._wire(flavour)(
            self.url,
            inbox,
            transports=flavour.transports,
            headers={**(headers or {}), **_credentials(cookies, origin)},
            auth=auth,
            namespace=namespace,
        )
        client = Client(wire, inbox)
        self._leaving.callback(_end, client)
        return client

    def _wire(self, flavour: Flavour) -> Callable[..., PythonWire | NpmWire]:
        return PythonWire if flavour.library == "python" else partial(NpmWire, self._node())


def _credentials(cookies: Mapping[str, str] | None, origin: str | None) -> dict[str, str]:
    headers = {}
    if cookies:
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    if origin:
        headers["Origin"] = origin
    return headers


def _end(client: Client) -> None:
    """Let the server finish what the client asked for before its rows are gone, and leave."""
    with suppress(ConnectionClosed):
        if not client.is_closed:
            client.settle()
    client.disconnect()
