"""A bounded pool of threads, each with its own connection to the database.

A thread without work closes its connection and ends after some seconds. Therefore, after a burst of
requests, the process has as few threads and connections as before.
"""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, ParamSpec, TypeVar

from django.db import connections

P = ParamSpec("P")
R = TypeVar("R")

IDLE_SECONDS = 5


class Threads(Executor):
    """At most `most` threads; further work waits, and is done in its order.

    The idle thread that worked last gets the next work, so that few requests keep few threads
    alive. The threads are daemons: the process does not wait for idle threads to end.
    """

    def __init__(self, most: int, name: str, idle_seconds: float = IDLE_SECONDS) -> None:
        self._most = most
        self.name = name
        self._idle_seconds = idle_seconds
        self._lock = threading.Lock()
        self._count = 0
        self._waiting: deque[_Work] = deque()
        self._idle: list[_Inbox] = []

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Call a function on one of the threads."""
        work = _Work(partial(fn, *args, **kwargs))
        with self._lock:
            if self._idle:
                self._idle.pop().put(work)
            elif self._count < self._most:
                self._count += 1
                threading.Thread(
                    target=self._run, args=(work,), name=self.name, daemon=True
                ).start()
            else:
                self._waiting.append(work)
        return work.future

    def _run(self, work: "_Work | None") -> None:
        inbox: _Inbox = SimpleQueue()
        while work is not None:
            work.do()
            work = None  # an idle thread must not keep objects of a request alive
            work = self._next(inbox) or self._last_before_end()

    def _next(self, inbox: "_Inbox") -> "_Work | None":
        """Return the next work of this thread; None if there was none for the idle time."""
        with self._lock:
            if self._waiting:
                return self._waiting.popleft()
            self._idle.append(inbox)
        try:
            return inbox.get(timeout=self._idle_seconds)
        except Empty:
            pass
        with self._lock:
            if inbox in self._idle:
                self._idle.remove(inbox)
                return None
        # This thread got work at the last moment.
        return inbox.get()

    def _last_before_end(self) -> "_Work | None":
        """Close the connection of this thread, and return work that arrived meanwhile.

        The thread counts towards `most` until its connection is closed.
        """
        connections.close_all()
        with self._lock:
            if self._waiting:
                return self._waiting.popleft()
            self._count -= 1
            return None


class _Work:
    def __init__(self, call: Callable[[], Any]) -> None:
        self.future: Future[Any] = Future()
        self._call = call

    def do(self) -> None:
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self._call()
        except BaseException as error:  # the caller raises it
            self.future.set_exception(error)
        else:
            self.future.set_result(result)


_Inbox = SimpleQueue[_Work]
