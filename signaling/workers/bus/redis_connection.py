"""One connection to Redis that publishes, and is subscribed to one channel.

Redis answers no command on this connection except at its begin (`CLIENT REPLY OFF`). An echo, which
is published to a channel of this connection only, proves that Redis has handled all that was
written before it. A replica publishes no echo: messages that are published there do not reach the
clients of the primary. The connection needs RESP3, which Redis has since version 6.

redis-py connects by the same URLs, but its clients use twice the CPU for each message: they await
each reply in a task. Its parser, hiredis, is used here too.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, cast

import hiredis
from redis.asyncio.connection import SSLConnection, parse_url

# A healthy Redis answers in milliseconds; one that needs longer for the bus is as good as away.
ANSWER_SECONDS = 2
# A proxy may connect to a server that was the primary a moment ago, and a primary may become a
# replica without closing its connections.
_ECHO = b"""
if redis.call('INFO', 'replication'):find('role:master', 1, true) then
    redis.call('PUBLISH', KEYS[1], '')
end"""
# More than the buffers of all workers that Redis may have to be sent at once. A Redis that takes
# this little for so long is as good as away.
_UNWRITTEN_BYTES = 64 * 1024 * 1024


async def open_connection(url: str, channel: str, got: Callable[[bytes], None]) -> "Connection":
    """Connect to Redis and subscribe to a channel; raise OSError or ValueError if that fails."""
    options: dict[str, Any] = dict(parse_url(url))
    loop = asyncio.get_running_loop()
    create = partial(Connection, channel, got)
    async with asyncio.timeout(ANSWER_SECONDS):
        if "path" in options:
            _, connection = await loop.create_unix_connection(create, options["path"])
        else:
            tls = options.pop("connection_class", None)
            context = tls(**options).ssl_context.get() if tls is SSLConnection else None
            host, port = options.get("host", "localhost"), options.get("port", 6379)
            _, connection = await loop.create_connection(create, host, port, ssl=context)
    try:
        await connection.subscribe(_credentials(options))
    except BaseException:
        connection.close()
        raise
    return connection


def _credentials(options: dict[str, Any]) -> list[bytes]:
    if "password" not in options:
        return []
    user = options.get("username", "default")
    return [b"AUTH", user.encode(), options["password"].encode()]


class Connection(asyncio.Protocol):
    """A subscribed connection; `got` is called with each published payload, in order."""

    def __init__(self, channel: str, got: Callable[[bytes], None]) -> None:
        self._channel = channel.encode()
        self._echo_channel = self._channel + b":echo"
        self._got = got
        self._reader = hiredis.Reader()
        self._transport: asyncio.Transport
        loop = asyncio.get_running_loop()
        self._echo = loop.create_future()
        self.lost: asyncio.Future[Exception | None] = loop.create_future()

    async def subscribe(self, credentials: list[bytes]) -> None:
        """Introduce this connection, and wait until Redis has subscribed it."""
        self._write(b"HELLO", b"3", *credentials, b"SETNAME", self._channel)
        self._write(b"SUBSCRIBE", self._channel, self._echo_channel)
        self._write(b"CLIENT", b"REPLY", b"OFF")
        await self.echo()

    async def echo(self) -> None:
        """Wait until Redis has handled all that was written; raise OSError if it does not.

        A Redis that takes more than 2 s does not, and a replica never does.
        """
        self._echo = asyncio.get_running_loop().create_future()
        self._write(b"EVAL", _ECHO, b"1", self._echo_channel)
        # A process that itself stood still for the first part reads in the second what has arrived.
        for _ in range(2):
            await asyncio.wait(
                [self._echo, self.lost],
                timeout=ANSWER_SECONDS / 2,
                return_when=asyncio.FIRST_COMPLETED,
            )
            if self.lost.done():
                raise ConnectionError(self.lost.result() or "Redis has closed the connection")
            if self._echo.done():
                return
        raise TimeoutError

    def publish(self, channel: bytes, payload: bytes) -> None:
        """Publish a payload; whether Redis handles it is proven by the next echo only."""
        self._write(b"PUBLISH", channel, payload)

    def close(self) -> None:
        """Close at once; what is not written is dropped."""
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._transport.set_write_buffer_limits(high=_UNWRITTEN_BYTES)

    def pause_writing(self) -> None:
        self._transport.abort()

    def data_received(self, data: bytes) -> None:
        reader = self._reader
        reader.feed(data)
        while (item := reader.gets()) is not False:
            self._take(item)

    def _take(self, item: Any) -> None:
        if type(item) is hiredis.PushNotification:
            if item[0] != b"message":
                return
            if item[1] == self._channel:
                self._got(item[2])
            elif not self._echo.done():
                self._echo.set_result(None)
        elif isinstance(item, hiredis.ReplyError):
            self._end(item)
            self._transport.abort()

    def connection_lost(self, error: Exception | None) -> None:
        self._end(error)

    def _end(self, error: Exception | None) -> None:
        if not self.lost.done():
            self.lost.set_result(error)

    def _write(self, *command: bytes) -> None:
        # uvloop raises an error for a write to a closed connection.
        if not self._transport.is_closing():
            self._transport.write(hiredis.pack_command(command))  # type: ignore[arg-type]
