"""Prepare a Meet database with a number of rooms, and print their codes."""

import os
import sys

import django
from django.core.management import call_command
from django.db import transaction

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meet.settings")
django.setup()

from accounts.models import User  # noqa: E402 models need Django to be set up
from rooms.actions import create_room  # noqa: E402

_MOST_PLACES = 100


def main(count: int) -> None:
    call_command("prepare", verbosity=0)
    with transaction.atomic():
        host = User.objects.create_user("host@example.org", display_name="Host")
        for number in range(count):
            room = create_room(host, f"Room {number}", max_participants=_MOST_PLACES)
            print(room.code)


if __name__ == "__main__":
    main(int(sys.argv[1]))
