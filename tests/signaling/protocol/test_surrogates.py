"""Lone surrogates in JSON are replaced, and nothing else is changed."""

import json
import time
from collections.abc import Callable

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


@pytest.mark.parametrize("given", [b'"\\ud83d\0\\\\"', b'\0"\\ud83d"'])
def test_what_is_no_json_in_any_case_stays_unchanged(given: bytes):
    assert without_lone_surrogates(given) == given


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the least CPU time of several runs."""
    runs = []
    for _ in range(5):
        begun_at = time.thread_time()
        work()
        runs.append(time.thread_time() - begun_at)
    return min(runs)


@pytest.mark.parametrize("escape", [rb"\n", rb"\\", rb"\u00e9"])
def test_a_message_full_of_escapes_takes_little_longer_than_to_parse_it(escape: bytes):
    message = b'"\\ud83d' + escape * (64_000 // len(escape)) + b'"'
    parsing = cpu_seconds(lambda: json.loads(message))
    assert cpu_seconds(lambda: without_lone_surrogates(message)) < 12 * parsing
