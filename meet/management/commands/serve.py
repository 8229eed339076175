"""`manage.py serve`: the web site and the sockets in one process."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from meet.server import serve


class Command(BaseCommand):
    help = "Serves pages, the API and sockets from one process, with daphne."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000, help="port, 0 for any free one")

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        try:
            serve(host, port, ready=self._tell)
        except OSError as error:
            raise CommandError(f"Can't listen on {host}:{port}: {error}") from error

    def _tell(self, url: str) -> None:
        self.stdout.write(self.style.SUCCESS(f"Meet is ready at {url}"))
        self.stdout.flush()
