"""Stores asked without an event loop, as none of their methods has to wait."""

from typing import Any


class AtOnce:
    """Calls the store's methods, and fails where one waits."""

    def __init__(self, store: Any) -> None:
        self._store = store

    def __getattr__(self, method: str) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            try:
                getattr(self._store, method)(*args, **kwargs).send(None)
            except StopIteration as over:
                return over.value
            raise AssertionError(f"{method} waits")

        return call
