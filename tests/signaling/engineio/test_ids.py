"""The ids of sessions begin with the worker that created them."""

import pytest

from signaling.engineio.ids import worker_of
from tests.signaling.engineio.servers import engineio_of


def test_an_id_begins_with_its_worker() -> None:
    first, second = (engineio_of("w1-9f3ac1d2").generate_id() for _ in range(2))
    assert first != second
    assert worker_of(first) == worker_of(second) == "w1-9f3ac1d2"


def test_the_id_of_a_server_without_a_worker_names_none() -> None:
    assert worker_of(engineio_of("").generate_id()) is None


@pytest.mark.parametrize(
    "garbage",
    [
        "",
        ".",
        "w1-9f3ac1d2",
        "w1-9f3ac1d2.",
        "w1-9f3ac1d.abc",
        "w1-9F3AC1D2.abc",
        "w-9f3ac1d2.abc",
        "w١-9f3ac1d2.abc",
        "w1-9f3ac1d2:stream.abc",
        " w1-9f3ac1d2.abc",
        "x.w1-9f3ac1d2.abc",
    ],
)
def test_garbage_names_no_worker(garbage: str) -> None:
    assert worker_of(garbage) is None
