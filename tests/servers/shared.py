"""`manage.py serve` for several tests: SIGUSR1 ends what the last test left in it.

Run as a program with the flags of `serve`. It waits for requests that are under way, closes every
connection, ends every meeting, and ends its background work, which stores what is due. Then it
starts that work again and prints `Settled` with a number. From then on it writes nothing until
another client comes, so a test may empty the database.
"""

import asyncio
import itertools
import os
import signal
import sys
from typing import Any

import django
from django.core.management import execute_from_command_line

_PAUSE_SECONDS = 0.005

_settled = itertools.count(1)
_requests: set[asyncio.Task[Any] | None] = set()
_settling: set[asyncio.Task[None]] = set()


def count_requests(application: Any) -> Any:
    """Return the application with a record of its unanswered HTTP requests."""

    async def counted(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        task = asyncio.current_task()
        _requests.add(task)
        try:
            await application(scope, receive, send)
        finally:
            _requests.discard(task)

    return counted


async def settle() -> None:
    from django.core.cache import cache  # noqa: PLC0415 these need Django to be set up

    from meet.asgi import runtime  # noqa: PLC0415
    from signaling.actions.rooms.attendance import close_attendance  # noqa: PLC0415

    while _requests or runtime.server.callers():
        for caller in runtime.server.callers():
            runtime.server.close_connection(caller.peer_id)
        await asyncio.sleep(_PAUSE_SECONDS)
    # A stopped server keeps its meetings for the next start. Therefore they are ended here.
    for room in runtime.presence.rooms.all():
        for seat in runtime.presence.close_room(room.id).seats:
            await close_attendance(seat)
    await runtime.end_background_work()
    await runtime.ready()
    cache.clear()
    sys.stdout.write(f"Settled {next(_settled)}\n")
    sys.stdout.flush()


def begin_to_settle(*_signal: object) -> None:
    from twisted.internet import reactor  # noqa: PLC0415 the server chooses it

    def begin() -> None:
        task = asyncio.ensure_future(settle())
        _settling.add(task)
        task.add_done_callback(_settling.discard)

    reactor.callFromThread(begin)


def serve() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meet.settings")
    django.setup()
    # This import comes first: it selects the event loop, and the application checks for it.
    import meet.server.serving  # noqa: F401, PLC0415
    from meet import asgi  # noqa: PLC0415

    asgi.application = count_requests(asgi.application)
    signal.signal(signal.SIGUSR1, begin_to_settle)
    execute_from_command_line([sys.argv[0], "serve", *sys.argv[1:]])


if __name__ == "__main__":
    serve()
