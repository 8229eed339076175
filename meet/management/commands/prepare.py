"""`manage.py prepare`: migrate the database and, in development, create an administrator."""

import secrets
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

from accounts.models import User

_EMAIL = "admin@meet.localhost"
_ENCODING = "UTF8"


class Command(BaseCommand):
    help = "Migrates the database; in development, creates the first administrator too."

    def handle(self, *args: Any, **options: Any) -> None:
        settings.VAR_DIR.mkdir(exist_ok=True)
        try:
            _check_encoding()
            call_command("migrate", verbosity=0, interactive=False)
        except OperationalError as error:
            raise CommandError(f"Can't prepare the database: {error}") from error
        # Nothing else deletes the sessions of people who did not sign out.
        call_command("clearsessions")
        if settings.ENVIRONMENT == "development" and not User.objects.exists():
            self._create_administrator()

    def _create_administrator(self) -> None:
        """Create the administrator; the password is printed here and nowhere else."""
        password = secrets.token_urlsafe(12)
        User.objects.create_superuser(_EMAIL, password, display_name="Administrator")
        self.stdout.write(f"An administrator was created: {_EMAIL} with password {password}")
        self.stdout.write("The password is shown only once. Sign in with it at /admin/.")


def _check_encoding() -> None:
    """Raise CommandError if PostgreSQL counts bytes of a text, and not its characters.

    A machine without a locale creates databases with the encoding SQL_ASCII. Names would be too
    long there, and searches would fail.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        (encoding,) = cursor.fetchone()
    if encoding != _ENCODING:
        raise CommandError(
            f"The database has the encoding {encoding}, but Meet needs {_ENCODING}. "
            f"Create it with: createdb --encoding={_ENCODING} --template=template0"
        )
