"""Log filters: a repeated line is logged once a second, with the number of repetitions.

A client that can cause an error can cause it thousands of times a second. Each line costs a system
call and disk space.
"""

import copy
import logging
import time
from collections.abc import Callable, Hashable
from http import HTTPStatus

from rooms.outages import is_outage

_PAUSE_SECONDS = 1.0
# The number of different lines to remember. When it is reached, all of them are forgotten.
_MOST_REMEMBERED = 1000
_UNAVAILABLE = "The database is unavailable: %s"
_BUSY = HTTPStatus.SERVICE_UNAVAILABLE


class CopyingStreamHandler(logging.StreamHandler):
    """Writes copies of records, because its filters change them and other handlers share them."""

    def handle(self, record: logging.LogRecord) -> bool:
        return super().handle(copy.copy(record))


class RepeatedLineFilter(logging.Filter):
    """Drops a line if the same line was logged less than a second ago.

    Two lines are the same if logger, level and text are equal, and, for an exception, its type and
    the line that raised it. `repeated` on each record contains the number of lines dropped before
    it. The clock is monotonic.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._logged: dict[Hashable, tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        now, line = self._clock(), _line_key(record)
        logged_at, dropped = self._logged.get(line, (now - _PAUSE_SECONDS, 0))
        if now - logged_at < _PAUSE_SECONDS:
            self._logged[line] = logged_at, dropped + 1
            return False
        if len(self._logged) >= _MOST_REMEMBERED:
            self._logged = {}
        self._logged[line] = now, 0
        record.repeated = f" ({dropped} more before this)" if dropped else ""
        return True


class OutageFilter(logging.Filter):
    """Logs an unavailable database as one line, whichever query, page or event caused it.

    The traceback contains no information in this case, and without this filter each page would log
    a line of its own.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and is_outage(error):
            record.name, record.exc_info = "meet.database", None
            # Another handler may have formatted the traceback already.
            record.exc_text = None
            record.msg, record.args = _UNAVAILABLE, (str(error).partition("\n")[0],)
        # Django logs each error response. The reason for a 503 has already been logged.
        return record.name != "django.request" or getattr(record, "status_code", 0) != _BUSY


def _line_key(record: logging.LogRecord) -> Hashable:
    kind, _, traceback = record.exc_info or (None, None, None)
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    raised_at = traceback and (traceback.tb_frame.f_code, traceback.tb_lineno)
    # The text is not formatted here. If formatting fails, the handler reports it.
    text = f"{record.msg}{record.args}"
    return record.name, record.levelno, text, kind, raised_at
