"""The Python client is recognised by its handshake."""

import pytest

from signaling.engineio.clients import is_python_client


@pytest.mark.parametrize(
    "query",
    [
        b"transport=polling&EIO=4&t=1700000000.123",
        b"t=1700000000.0&EIO=4",
        b"EIO=4&t=1700000000.123&transport=websocket",
    ],
)
def test_the_python_client_is_recognised(query: bytes) -> None:
    assert is_python_client(query)


@pytest.mark.parametrize(
    "query",
    [
        b"EIO=4&transport=websocket",
        b"EIO=4&transport=polling&t=p1x3k8a2",
        b"EIO=4&transport=polling&t=NqEaP2x.0",
        b"EIO=4&transport=polling&t=1700000000",
        b"EIO=4&at=1700000000.123&transport=polling",
        b"",
    ],
)
def test_other_clients_are_not_taken_for_it(query: bytes) -> None:
    assert not is_python_client(query)
