"""List the media servers with their health and load, and drain them."""

import asyncio
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rooms.actions import media_servers as rows
from rooms.audit import Actor
from signaling.media.configuration import servers_by_settings
from signaling.media.servers import ObservedServer

# A server that is silent for longer is not healthy.
_ANSWER_SECONDS = 3.0
# The audit knows no account of the person at the command line.
_ACTOR = Actor(None, "manage.py media_servers")
_LOOK_SECONDS = 0.05
_LINE = "{:<40}{:<12}{:<10}{:>6}{:>8}{:>10}"


class Command(BaseCommand):
    help = (
        "List the media servers of MEDIA_SERVERS. The numbers are those of the stored rooms, and "
        "may be some seconds old. Meetings on a drained server go on there until they end."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        changes = parser.add_mutually_exclusive_group()
        changes.add_argument("--drain", metavar="NAME", help="open no further meeting on a server")
        changes.add_argument("--use", metavar="NAME", help="use a drained server again")

    def handle(self, *args: Any, **options: Any) -> None:
        servers = servers_by_settings()
        names = [server.name for server in servers]
        for change, name in (
            (rows.drain_media_server, options["drain"]),
            (rows.use_media_server, options["use"]),
        ):
            if name is not None:
                change(_known(name, names), _ACTOR)
        self._list(names, asyncio.run(_healthy(servers)))

    def _list(self, names: Sequence[str], healthy: set[str]) -> None:
        drained, loads = rows.drained_media_servers(), rows.stored_loads()
        self.stdout.write(_LINE.format("name", "health", "rooms go", "rooms", "people", "pictures"))
        for name in names:
            health = "healthy" if name in healthy else "no answer"
            use = "elsewhere" if name in drained else "here"
            load = loads.get(name, rows.NO_LOAD)
            self.stdout.write(_LINE.format(name, health, use, *load))


def _known(name: str, names: Sequence[str]) -> str:
    if name not in names:
        raise CommandError(f"MEDIA_SERVERS has no {name}, but: {', '.join(names) or 'nothing'}")
    return name


async def _healthy(servers: Sequence[ObservedServer]) -> set[str]:
    """Return the names of the servers that answer and accept the secret."""
    for server in servers:
        server.start()
    try:
        async with asyncio.timeout(_ANSWER_SECONDS):
            while not all(server.is_healthy for server in servers):  # noqa: ASYNC110 no event
                await asyncio.sleep(_LOOK_SECONDS)
    except TimeoutError:
        pass
    finally:
        healthy = {server.name for server in servers if server.is_healthy}
        for server in servers:
            await server.stop()
    return healthy
