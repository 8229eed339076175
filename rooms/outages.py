"""Errors of the database that a later attempt may not meet."""

from django.db import InterfaceError, OperationalError


def is_outage(error: BaseException) -> bool:
    """Tell whether the database is down, locked or full; a later attempt may succeed."""
    return isinstance(error, OperationalError | InterfaceError)
