"""Static files, answered before Django, because a first page requests a hundred of them.

Django needs 4 ms of the process's only core for each file. Nearly all of that time is spent on
switching threads between middleware that adds the same headers to every file. The library's own
handler outside Django needs 0.7 ms, because it uses a thread each to open, read, read to the end,
and close. This module needs 0.1 ms.
"""

import asyncio
import re
from collections.abc import Iterable
from io import BufferedIOBase, BytesIO
from typing import Any, TypeAlias

from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from servestatic.middleware import ServeStaticMiddleware
from servestatic.responders import Redirect, Response, StaticFile

from meet.proxy_headers import Application, Scope
from signaling.asgi.threads import Threads

File: TypeAlias = StaticFile | Redirect
# Larger than most files. For a larger file, this many bytes wait for a client that reads slowly.
_PART_BYTES = 64 * 1024
_THREADS = 4  # most reads come from the system's memory and are fast
# The names in pages, with a hash of the content.
_HASHED_NAME = re.compile(r"\.[0-9a-f]{12}\.\w+$")


def with_static_files(application: Application) -> Application:
    """Answer requests for all files collected by `collectstatic`; pass on all other requests.

    With DEBUG, the middleware answers instead, because it looks up each file again.

    A file that was collected since the start is looked up: while the workers are replaced by those
    of another version, the files of its pages are also requested from workers of this version.
    """
    if settings.DEBUG:
        return application
    middleware = ServeStaticMiddleware(_not_found)
    files: dict[str, File] = middleware.files
    common_headers = _common_headers()
    threads = Threads(_THREADS, "file")

    async def serve(scope: Scope, receive: Any, send: Any) -> None:
        path: str = scope["path"]
        file = files.get(path)
        # A disk may be slow, and the event loop must serve other connections meanwhile.
        in_thread = asyncio.get_running_loop().run_in_executor
        if file is None and path.startswith(middleware.static_prefix) and _HASHED_NAME.search(path):
            file = await in_thread(threads, middleware.find_file, path)
        if file is None:
            await application(scope, receive, send)
            return
        try:
            response, body, part = await in_thread(threads, _open, file, scope)
        except FileNotFoundError:  # deleted since the start
            await application(scope, receive, send)
            return
        headers = _encoded((name, value) for name, value in response.headers if value is not None)
        own = {name for name, _ in headers}
        headers += [header for header in common_headers if header[0] not in own]
        start = {"status": int(response.status), "headers": headers}
        with body:
            await send({"type": "http.response.start", **start})
            while len(part) == _PART_BYTES:
                await send({"type": "http.response.body", "body": part, "more_body": True})
                part = await in_thread(threads, body.read, _PART_BYTES)
            await send({"type": "http.response.body", "body": part})

    return serve


def _common_headers() -> list[tuple[bytes, bytes]]:
    """Return the headers that Django's middleware adds to a page, except HSTS, which pages send."""
    return _encoded(
        [
            ("Content-Security-Policy", build_policy()),
            ("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY),
            ("Referrer-Policy", settings.SECURE_REFERRER_POLICY),
            ("X-Content-Type-Options", "nosniff"),
        ]
    )


def _open(file: File, scope: Scope) -> tuple[Response, BufferedIOBase, bytes]:
    """Return the response, the opened body, and its first part."""
    asked = {
        f"HTTP_{name.decode('latin-1').upper().replace('-', '_')}": value.decode("latin-1")
        for name, value in scope["headers"]
    }
    response = file.get_response(scope["method"], asked)
    body: BufferedIOBase = response.file or BytesIO()
    return response, body, body.read(_PART_BYTES)


def _encoded(headers: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]


async def _not_found(_request: HttpRequest) -> HttpResponse:
    """Answer 404. The middleware needs a next handler, but is only used to list the files."""
    return HttpResponse(status=404)
