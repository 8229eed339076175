"""Our daphne: the server process of Meet.

It serves `meet.asgi:application` on one address, tells where, and prepares the house before the
first request comes.
"""

import logging
from collections.abc import Callable

from daphne.endpoints import build_endpoint_description_strings
from daphne.server import Server

logger = logging.getLogger(__name__)


def serve(host: str, port: int, *, ready: Callable[[str], None]) -> None:
    """Serve until a signal ends it; `ready` is called with the URL once requests are answered."""
    from meet.asgi import application  # noqa: PLC0415 sets Django up, which this module must not

    server: Server = Server(
        application,
        endpoints=build_endpoint_description_strings(host=host, port=port),
        ready_callable=lambda: ready(_url(server, host)),
        # Meetings last longer than a day now and then.
        websocket_timeout=-1,
        server_name="meet",
    )
    server.run()


def _url(server: Server, host: str) -> str:
    port = server.listening_addresses[0][1]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
