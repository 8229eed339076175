"""`manage.py serve`: the web site and the sockets, in one process or in several workers."""

import argparse
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection

from meet.server.database_lock import DatabaseTaken, locked_database
from meet.server.launching import Launcher
from meet.server.listening import Addresses, CannotListen, inherited, port_of
from meet.server.parent_link import ParentLink
from meet.server.worker_slot import WorkerFailed
from meet.server.workers import Workers

if TYPE_CHECKING:
    from meet.storage import HashedStaticFilesStorage


class Command(BaseCommand):
    help = "Serves pages, the API and sockets, with daphne."

    def add_arguments(self, parser: CommandParser) -> None:
        add = parser.add_argument
        add("--host", default="127.0.0.1", help="address to listen on")
        add("--port", type=int, default=8000, help="port, 0 for any free one")
        add("--tls-certificate", metavar="FILE", help="certificate chain, PEM")
        add("--tls-key", metavar="FILE", help="private key, PEM")
        add("--workers", type=int, default=1, help="number of processes; several need Redis")
        add(
            "--worker-ports",
            type=int,
            metavar="FIRST",
            help="worker 1 also listens on this port, worker 2 on the next one, and so on",
        )
        # For the processes that this command starts.
        add("--listen-fd", type=int, action="append", help=argparse.SUPPRESS)
        add("--parent-fd", type=int, help=argparse.SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        files = {name: options[name] for name in ("tls_certificate", "tls_key")}
        with _explained_errors():
            if options["parent_fd"] is not None:
                _serve_for_parent(options["parent_fd"], options["listen_fd"], _tls(**files))
                return
            _refuse_workers(options["workers"])
            self._warn_of_missing_static_files()
            tls = _tls(**files)
            addresses = Addresses(options["host"], options["port"], options["worker_ports"])
            scheme = "https" if tls else "http"
            if options["workers"] == 1:
                self._serve_alone(addresses, scheme, tls)
            else:
                self._serve_with_workers(addresses, scheme, options["workers"], files)

    def _serve_alone(self, addresses: Addresses, scheme: str, tls: ssl.SSLContext | None) -> None:
        # This import chooses the event loop, which must not affect other commands.
        from meet.server.serving import serve  # noqa: PLC0415

        with locked_database():
            shared, own = addresses.listen(), addresses.listen_for(slot=1)
            url = addresses.url(scheme, port_of(shared))
            serve([*shared, *own], tls, lambda: self._say_ready(url))

    def _serve_with_workers(
        self, addresses: Addresses, scheme: str, count: int, files: dict[str, str | None]
    ) -> None:
        # Other commands need nothing of signaling.
        from signaling.workers.leases import revoke  # noqa: PLC0415

        flags = [f"--{name.replace('_', '-')}={file}" for name, file in files.items() if file]
        launcher = Launcher(addresses, count, flags)
        url = addresses.url(scheme, launcher.port)
        revoking = partial(revoke, settings.REDIS_URL)
        Workers(count, launcher.launch, revoking).run(lambda: self._say_ready(url))

    def _say_ready(self, url: str) -> None:
        self.stdout.write(self.style.SUCCESS(f"Meet is ready at {url}"))
        self.stdout.flush()

    def _warn_of_missing_static_files(self) -> None:
        """Warn that pages will fail without static files, unless DEBUG is on.

        With DEBUG, pages name files without a hash. The API and sockets need no static files. The
        server therefore starts anyway.
        """
        storage = cast("HashedStaticFilesStorage", staticfiles_storage)
        if not settings.DEBUG and (name := next(storage.uncollected(), None)):
            self.stderr.write(
                f"Static files were not collected, among them {name}, and pages will fail: "
                "run `manage.py collectstatic --no-input`"
            )


def _serve_for_parent(link: int, sockets: list[int], tls: ssl.SSLContext | None) -> None:
    """Serve as a worker, with the inherited descriptors of the link and the listening sockets."""
    from meet.server.serving import serve  # noqa: PLC0415 as above

    parent = ParentLink(link)
    with locked_database():
        serve(inherited(sockets), tls, parent.say_ready, parent)


def _refuse_workers(count: int) -> None:
    """Raise CommandError if this number of workers is impossible with the settings."""
    if count < 1:
        raise CommandError(f"--workers must be at least 1, and not {count}")
    if count == 1:
        return
    if connection.vendor != "postgresql":
        raise CommandError(
            "Several workers need PostgreSQL, because they write at the same time: set "
            "DATABASE_URL, or use --workers 1. See docs/deployment.md"
        )
    if not settings.REDIS_URL:
        raise CommandError(
            "Several workers need Redis, through which they reach people on other workers: set "
            "REDIS_URL, or use --workers 1. See docs/deployment.md"
        )


def _tls(tls_certificate: str | None, tls_key: str | None) -> ssl.SSLContext | None:
    if not tls_certificate and not tls_key:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(tls_certificate or "", tls_key)
    except (OSError, ssl.SSLError) as error:
        raise CommandError(f"Can't read certificate and key: {error}") from error
    return context


@contextmanager
def _explained_errors() -> Iterator[None]:
    """Replace the errors that an operator can fix by sentences."""
    try:
        yield
    except DatabaseTaken as error:
        raise CommandError(f"{error} Stop it first: see docs/deployment.md") from error
    except CannotListen as error:
        raise CommandError(f"{error}") from error
    except WorkerFailed as error:
        raise CommandError("A worker did not start; it has written the reason") from error
    except DatabaseError as error:
        raise CommandError(
            f"Can't use the database: {error}. Is it up, and was `manage.py prepare` run?"
        ) from error
