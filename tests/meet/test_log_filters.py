"""A repeated error is logged once a second, with its count."""

import io
import logging
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import OperationalError

from meet.log_filters import OutageFilter, RepeatedLineFilter
from tests.signaling.examples import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lines() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def logger(clock: Clock, lines: io.StringIO) -> Iterator[logging.Logger]:
    """Give a logger with Meet's filter and format."""
    logger = logging.getLogger("tests.meet.logs")
    handler = logging.StreamHandler(lines)
    text = settings.LOGGING["formatters"]["line"]["format"].partition("{name}: ")[2]
    handler.setFormatter(logging.Formatter(text, style="{"))
    handler.addFilter(RepeatedLineFilter(clock))
    logger.addHandler(handler)
    logger.propagate = False
    yield logger
    logger.removeHandler(handler)


def test_different_lines_are_all_told(logger: logging.Logger, lines: io.StringIO) -> None:
    for code in ("FLOODING", "MALFORMED"):
        logger.warning("closing: %s", code)
    logger.error("closing: FLOODING")
    assert lines.getvalue().splitlines() == [
        "closing: FLOODING",
        "closing: MALFORMED",
        "closing: FLOODING",
    ]


def test_the_same_line_is_told_once_a_second(
    logger: logging.Logger, lines: io.StringIO, clock: Clock
) -> None:
    for _ in range(100):
        logger.warning("closing")
        clock.pass_seconds(0.005)
    assert lines.getvalue().splitlines() == ["closing"]


def test_what_was_held_back_is_counted(
    logger: logging.Logger, lines: io.StringIO, clock: Clock
) -> None:
    for _ in range(100):
        logger.warning("closing")
    for _ in range(2):
        clock.pass_seconds(1)
        logger.warning("closing")
    assert lines.getvalue().splitlines() == ["closing", "closing (99 more before this)", "closing"]


def test_exceptions_of_one_kind_and_place_are_the_same(
    logger: logging.Logger, lines: io.StringIO
) -> None:
    for divisor in (0, 0, "x", 0):
        try:
            1 / divisor
        except (TypeError, ZeroDivisionError):
            logger.exception("failed")
    log = lines.getvalue()
    assert (log.count("ZeroDivisionError"), log.count("TypeError")) == (1, 1)


def test_exceptions_from_different_places_are_different(
    logger: logging.Logger, lines: io.StringIO
) -> None:
    def one() -> None:
        raise ValueError

    def other() -> None:
        raise ValueError

    for fail in (one, other, one):
        try:
            fail()
        except ValueError:
            logger.exception("failed")
    assert lines.getvalue().count("Traceback") == 2


def test_only_so_many_lines_are_remembered(logger: logging.Logger, lines: io.StringIO) -> None:
    for text in ("the same", *map(str, range(1000)), "the same"):
        logger.warning(text)
    assert lines.getvalue().count("the same") == 2


def test_a_line_that_can_not_be_put_together_harms_nobody(
    logger: logging.Logger, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging, "raiseExceptions", False)
    logger.warning("%d of %s", *["one"])
    logger.warning("the next")
    assert lines.getvalue().splitlines() == ["the next"]


def test_an_unavailable_database_is_one_line_whoever_noticed_it(
    logger: logging.Logger, lines: io.StringIO
) -> None:
    logger.handlers[0].filters.insert(0, OutageFilter())
    for page in ("/one/", "/other/"):
        error = OperationalError("connection refused\n\tIs the server running?")
        logger.error("Internal Server Error: %s", page, exc_info=error)
    assert lines.getvalue().splitlines() == ["The database is unavailable: connection refused"]
