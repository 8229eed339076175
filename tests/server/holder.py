"""A program that holds the lock of a database as `serve` does, until it gets a signal."""

import logging
import os
import signal
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meet.settings")
django.setup()

from meet.server.database_lock import DatabaseTaken, locked_database  # noqa: E402

logging.getLogger("meet").setLevel("INFO")
try:
    with locked_database():
        sys.stdout.write("held\n")
        sys.stdout.flush()
        signal.sigwait([signal.SIGINT])
except DatabaseTaken as error:
    sys.exit(f"taken: {error}")
