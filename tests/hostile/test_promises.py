"""Meet keeps each promise; a naive server breaks each, so the checks can fail."""

from collections.abc import Callable

import pytest

from tests.hostile.promises import PROMISES, Place

every_promise = pytest.mark.parametrize("promise", PROMISES, ids=lambda one: one.__name__)


@every_promise
@pytest.mark.parametrize("server", ["impatient_server"], indirect=True)
def test_meet(place: Place, promise: Callable[[Place], None]):
    promise(place)


@every_promise
def test_a_naive_server_does_not(naive_place: Place, promise: Callable[[Place], None]):
    with pytest.raises(AssertionError):
        promise(naive_place)
