"""Connect clients to a server, and disconnect them at the end of a test."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from functools import partial
from typing import Any

from tests.clients.client import Client
from tests.clients.flavours import Flavour
from tests.clients.inbox import ConnectionClosed, Inbox
from tests.clients.npm_connection import Node, NpmConnection
from tests.clients.python_connection import PythonConnection


class Connecting:
    """Connects clients to one server; `node` returns the Node process for npm clients."""

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
        connection = self._connection_type(flavour)(
            self.url,
            inbox,
            transports=flavour.transports,
            headers={**(headers or {}), **_credentials(cookies, origin)},
            auth=auth,
            namespace=namespace,
        )
        client = Client(connection, inbox)
        self._leaving.callback(_end, client)
        return client

    def _connection_type(self, flavour: Flavour) -> Callable[..., PythonConnection | NpmConnection]:
        return (
            PythonConnection
            if flavour.library == "python"
            else partial(NpmConnection, self._node())
        )


def _credentials(cookies: Mapping[str, str] | None, origin: str | None) -> dict[str, str]:
    headers = {}
    if cookies:
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    if origin:
        headers["Origin"] = origin
    return headers


def _end(client: Client) -> None:
    """Wait until the server has handled the client's events, and disconnect."""
    with suppress(ConnectionClosed):
        if not client.is_closed:
            client.settle()
    client.disconnect()
