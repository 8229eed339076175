"""Meet keeps each promise, and the naive server breaks each, so that the checks can fail."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import pytest

from tests.hostile.promises import PROMISES, Place

every_promise = pytest.mark.parametrize("promise", PROMISES, ids=lambda one: one.__name__)

_AT_ONCE = 6

Promise = Callable[[Place], None]


@every_promise
@pytest.mark.parametrize("server", ["impatient_server"], indirect=True)
def test_meet(place: Place, promise: Promise):
    promise(place)


@every_promise
def test_a_naive_server_does_not(naive_keeping: Mapping[Promise, Future[None]], promise: Promise):
    with pytest.raises(AssertionError):
        naive_keeping[promise].result()


@pytest.fixture(scope="module")
def naive_keeping(naive_place: Place) -> Mapping[Promise, Future[None]]:
    """Run all checks against the naive server at once, because most of them fail by timeout."""
    with ThreadPoolExecutor(_AT_ONCE) as trying:
        return {
            promise: trying.submit(promise, replace(naive_place, code=f"NAIVE{number}"))
            for number, promise in enumerate(PROMISES)
        }
