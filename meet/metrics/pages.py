"""Timing of pages and REST calls."""

from prometheus_client import Histogram

# The last is longer than PAGE_WAIT_SECONDS by default, after which a request is answered 503.
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 9.5, 15)

THREAD_WAIT_SECONDS = Histogram(
    "meet_page_wait_seconds",
    "How long a page or call waited for a thread, also those that got none in time.",
    buckets=_SECONDS,
    registry=None,
)
