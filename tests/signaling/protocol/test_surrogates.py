"""Lone surrogates in JSON are replaced, and nothing else is changed."""

import json

import pytest

from signaling.protocol.surrogates import without_lone_surrogates


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (rb'"\ud83d"', rb'"\ufffd"'),
        (rb'"\uDE00"', rb'"\ufffd"'),
        (rb'"\ud83d\ude00"', rb'"\ud83d\ude00"'),
        (rb'"\uD83D\uDE00"', rb'"\uD83D\uDE00"'),
        (rb'"\ude00\ud83d"', rb'"\ufffd\ufffd"'),
        (rb'"\ud83d\ud83d\ude00"', rb'"\ufffd\ud83d\ude00"'),
        (rb'"\ud83d\ude00\ude00"', rb'"\ud83d\ude00\ufffd"'),
        (rb'"\ud83d\n\ude00"', rb'"\ufffd\n\ufffd"'),
        (rb'"\ud83dabc"', rb'"\ufffdabc"'),
        (rb'"\\ud83d"', rb'"\\ud83d"'),
        (rb'"\\\ud83d"', rb'"\\\ufffd"'),
        (rb'"\ud83d\\ude00"', rb'"\ufffd\\ude00"'),
        (rb'"\ud7ff\ue000"', rb'"\ud7ff\ue000"'),
        (rb'{"\udfff":"\ud800"}', rb'{"\ufffd":"\ufffd"}'),
        ('"é 😀"'.encode(), '"é 😀"'.encode()),
    ],
)
def test_only_lone_surrogates_are_replaced(given: bytes, expected: bytes):
    assert without_lone_surrogates(given) == expected
    assert json.dumps(json.loads(expected), ensure_ascii=False).encode()


@pytest.mark.parametrize("given", [rb"\ud8zz", rb'"\ud83', b"\\u", b"\\", b""])
def test_incomplete_escapes_stay_unchanged(given: bytes):
    assert without_lone_surrogates(given) == given
