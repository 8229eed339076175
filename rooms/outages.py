"""Errors of the database that a later attempt may not meet."""

from django.db import InterfaceError, InternalError, OperationalError

# PostgreSQL's code for a write to a server that is a replica, or that was made read-only.
_READ_ONLY = "25006"


def is_outage(error: BaseException) -> bool:
    """Tell whether the database is down, locked, full or read-only; a later attempt may succeed."""
    if isinstance(error, InternalError):
        return getattr(error.__cause__, "sqlstate", None) == _READ_ONLY
    return isinstance(error, OperationalError | InterfaceError)
