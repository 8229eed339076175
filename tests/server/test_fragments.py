"""Messages in several frames are joined, within limits."""

import pytest

from meet.server.fragments import FragmentError, Fragments
from signaling.asgi.rate_limit import RateLimit
from signaling.asgi.websocket import CloseCode

MOST_BYTES = 10
BURST = 3


@pytest.fixture
def fragments() -> Fragments:
    return Fragments(RateLimit(0, BURST, lambda: 0.0), MOST_BYTES)


def test_the_last_fragment_completes_the_message(fragments: Fragments) -> None:
    assert fragments.add(b"a", is_first=True, is_final=False) is None
    assert fragments
    assert fragments.add(b"b", is_first=False, is_final=True) == b"ab"
    assert not fragments


@pytest.mark.parametrize("begun", [False, True])
def test_a_message_begins_once(fragments: Fragments, begun: bool) -> None:
    if begun:
        fragments.add(b"a", is_first=True, is_final=False)
    with pytest.raises(FragmentError) as raised:
        fragments.add(b"b", is_first=begun, is_final=True)
    assert raised.value.code == CloseCode.PROTOCOL_ERROR


def test_a_message_has_a_limit(fragments: Fragments) -> None:
    fragments.add(b"x" * MOST_BYTES, is_first=True, is_final=False)
    with pytest.raises(FragmentError) as raised:
        fragments.add(b"x", is_first=False, is_final=True)
    assert raised.value.code == CloseCode.MESSAGE_TOO_BIG


def test_fragments_without_a_message_have_a_limit(fragments: Fragments) -> None:
    for number in range(BURST):
        fragments.add(b"", is_first=number == 0, is_final=False)
    with pytest.raises(FragmentError) as raised:
        fragments.add(b"", is_first=False, is_final=False)
    assert raised.value.code == CloseCode.POLICY_VIOLATION
