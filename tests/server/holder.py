"""Holds the lock of a database as `serve` does, without serving; ends by a signal."""

import logging
import os
import signal
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meet.settings")
django.setup()

from meet.server.database_lock import DatabaseTaken, exclusive_database  # noqa: E402

logging.getLogger("meet").setLevel("INFO")
try:
    with exclusive_database():
        sys.stdout.write("held\n")
        sys.stdout.flush()
        signal.sigwait([signal.SIGINT])
except DatabaseTaken:
    sys.exit("taken")
