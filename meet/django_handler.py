"""Django's pages and REST calls; each request runs on one thread of a bounded pool.

Django's own handler gives every request a thread and a database connection, without a limit. It
also switches between the event loop and the thread a dozen times per request. Here, a request waits
in the event loop for one of PAGE_THREADS threads. After PAGE_WAIT_SECONDS it is answered 503. Its
thread is free again before the response is sent.
"""

import asyncio
from contextlib import closing
from typing import Any

from asgiref.sync import async_to_sync, sync_to_async
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.http import HttpResponseBase
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware
from django.urls import set_script_prefix

from meet.api.errors import unavailable
from meet.api.middleware import cors_middleware
from meet.metrics.pages import THREAD_WAIT_SECONDS
from signaling.asgi.threads import Threads

# More requests than are answered within PAGE_WAIT_SECONDS; each costs about 40 kB while it waits.
_MOST_WAITING_REQUESTS = 1000


class DjangoHandler(ASGIHandler):
    """Django's handler with synchronous middleware, because no view here is asynchronous."""

    def __init__(self) -> None:
        super(ASGIHandler, self).__init__()  # ASGIHandler's would load middleware as async
        self.load_middleware()
        # asgiref's type names one kind of executor, but asgiref accepts any.
        self._threads: Any = Threads(settings.PAGE_THREADS, "page")
        self._free = asyncio.Semaphore(settings.PAGE_THREADS)
        self._waiting = 0
        self._answer_unavailable = _unavailable_handler()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        disconnected = asyncio.create_task(_wait_for_disconnect(receive))

        async def send_if_connected(event: dict[str, Any]) -> None:
            if disconnected.done():
                raise RequestAborted
            await send(event)

        try:
            if await self._acquire_thread():
                await self._answer(scope, body, send_if_connected, disconnected)
            else:
                await self._refuse(scope, body, send_if_connected)
        except RequestAborted:
            pass
        finally:
            disconnected.cancel()

    async def _acquire_thread(self) -> bool:
        """Wait for a thread and reserve it for the caller; return False after the time limit."""
        if self._waiting >= _MOST_WAITING_REQUESTS:
            return False
        self._waiting += 1
        try:
            with THREAD_WAIT_SECONDS.time():
                async with asyncio.timeout(settings.PAGE_WAIT_SECONDS):
                    return await self._free.acquire()
        except TimeoutError:
            return False
        finally:
            self._waiting -= 1

    async def _answer(
        self, scope: Any, body: Any, send: Any, disconnected: asyncio.Task[None]
    ) -> None:
        if disconnected.done():
            body.close()
            self._free.release()
            raise RequestAborted
        respond = sync_to_async(self._respond, thread_sensitive=False, executor=self._threads)
        working = asyncio.ensure_future(respond(scope, body, send))
        working.add_done_callback(lambda _: self._free.release())
        # A thread cannot be cancelled. It continues after the client has disconnected, and still
        # counts.
        response = await asyncio.shield(working)
        if response is not None:
            await self.send_response(response, send)

    def _respond(self, scope: Any, body: Any, send: Any) -> HttpResponseBase | None:
        """Return the closed response; send a stream from this thread and return None."""
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=self.__class__, scope=scope)
        request, refused = self.create_request(scope, body)
        response: Any = self.get_response(request) if request else refused
        response._handler_class = self.__class__  # noqa: SLF001 Django's handlers set it
        with closing(response):
            if not response.streaming:
                return response
            # The stream's queries run on this thread.
            async_to_sync(self.send_response)(response, send)
            return None

    async def _refuse(self, scope: Any, body: Any, send: Any) -> None:
        with body:
            request, refused = self.create_request(scope, body)
            response: Any = self._answer_unavailable(request) if request else refused
            await self.send_response(response, send)


def _unavailable_handler() -> Any:
    """Return a handler that answers without a thread, with the headers that every page has."""
    framed: Any = XFrameOptionsMiddleware(cors_middleware(unavailable))
    return SecurityMiddleware(CSPMiddleware(framed))


async def _wait_for_disconnect(receive: Any) -> None:
    """Return after the client has disconnected."""
    while (await receive())["type"] != "http.disconnect":
        pass
