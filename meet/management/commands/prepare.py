"""`manage.py prepare`: migrate the database and, in development, create an administrator."""

import secrets
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from accounts.models import User

_EMAIL = "admin@meet.localhost"


class Command(BaseCommand):
    help = "Migrates the database; in development, creates the first administrator too."

    def handle(self, *args: Any, **options: Any) -> None:
        settings.VAR_DIR.mkdir(exist_ok=True)
        try:
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
