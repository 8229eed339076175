"""Stores asked without an event loop, as none of their methods has to wait."""

from inspect import iscoroutine
from typing import Any


class AtOnce:
    """Calls the store's methods, and fails where one waits."""

    def __init__(self, store: Any) -> None:
        self._store = store

    def __getattr__(self, method: str) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            asked = getattr(self._store, method)(*args, **kwargs)
            if not iscoroutine(asked):
                return asked
            try:
                asked.send(None)
            except StopIteration as over:
                return over.value
            raise AssertionError(f"{method} waits")

        return call
