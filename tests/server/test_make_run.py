"""The variables of `make run`."""

import subprocess

from django.conf import settings


def commands(*variables: str) -> str:
    """Return what `make run` would do."""
    make = ["make", "--dry-run", "run", *variables]
    return subprocess.run(
        make, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    ).stdout


def test_only_this_machine_and_the_address_are_hosts_by_default():
    assert 'env ALLOWED_HOSTS="localhost,127.0.0.1,[::1],192.0.2.7"' in commands("HOST=192.0.2.7")


def test_other_hosts_can_be_set():
    said = commands("HOST=0.0.0.0", "ALLOWED_HOSTS=meet.lan")
    assert 'env ALLOWED_HOSTS="meet.lan"' in said
    assert '--host "0.0.0.0"' in said
