"""A program that holds the lock of a database as `serve` does, until it gets a signal."""

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
