"""`manage.py serve`: the web site and the sockets in one process."""

import ssl
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from meet.server.database_lock import DatabaseTaken, locked_database

if TYPE_CHECKING:
    from meet.storage import HashedStaticFilesStorage


class Command(BaseCommand):
    help = "Serves pages, the API and sockets from one process, with daphne."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000, help="port, 0 for any free one")
        parser.add_argument("--tls-certificate", metavar="FILE", help="certificate chain, PEM")
        parser.add_argument("--tls-key", metavar="FILE", help="private key, PEM")
        parser.add_argument("--workers", type=int, default=1, help="only 1 for now")

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        if options["workers"] != 1:
            raise CommandError("Only one process can serve sockets: see docs/deployment.md")
        self._warn_of_missing_static_files()
        tls = _tls(options["tls_certificate"], options["tls_key"])
        # This import chooses the event loop, which must not affect other commands.
        from meet.server.serving import serve  # noqa: PLC0415

        def ready(bound_port: int) -> None:
            shown = f"[{host}]" if ":" in host else host
            url = f"{'https' if tls else 'http'}://{shown}:{bound_port}/"
            self.stdout.write(self.style.SUCCESS(f"Meet is ready at {url}"))
            self.stdout.flush()

        try:
            with locked_database():
                serve(host, port, tls, ready)
        except DatabaseTaken as error:
            raise CommandError(f"{error} Stop it first: see docs/deployment.md") from error
        except OSError as error:
            raise CommandError(f"Can't listen on {host}:{port}: {error}") from error
        except DatabaseError as error:
            raise CommandError(
                f"Can't use the database: {error}. Is it up, and was `manage.py prepare` run?"
            ) from error

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


def _tls(certificate: str | None, key: str | None) -> ssl.SSLContext | None:
    if not certificate and not key:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(certificate or "", key)
    except (OSError, ssl.SSLError) as error:
        raise CommandError(f"Can't read certificate and key: {error}") from error
    return context
