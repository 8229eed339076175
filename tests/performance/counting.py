"""How much Python runs for something, in instructions: the same on every machine, at any time."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def instructions_of(work: Callable[[], None]) -> int:
    """Return how many bytecode instructions the work takes; what runs in C counts as one call."""
    count = 0

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
