"""python-engineio still has the parts that the Engine.IO server relies on."""

from engineio import AsyncServer
from engineio.async_drivers import asgi
from engineio.exceptions import ContentTooLongError, EngineIOError, QueueEmpty
from engineio.packet import Packet
from engineio.payload import Payload

from tests.libraries import Seam

ENGINEIO = Seam("python-engineio", "signaling/engineio/library.py")


def test_the_installed_version_was_read() -> None:
    ENGINEIO.check_version()


def test_overridden_and_private_methods_take_the_same_arguments() -> None:
    ENGINEIO.check_signatures(
        {
            AsyncServer._handle_connect: "(self, environ, transport, jsonp_index=None)",  # noqa: SLF001
            AsyncServer._log_error_once: "(self, message, message_key)",  # noqa: SLF001
            AsyncServer._ok: "(self, packets=None, headers=None, jsonp_index=None)",  # noqa: SLF001
            AsyncServer._bad_request: "(self, message=None)",  # noqa: SLF001
            AsyncServer._unauthorized: "(self, message=None)",  # noqa: SLF001
            AsyncServer.generate_id: "(self)",
            AsyncServer.handle_request: "(self, *args, **kwargs)",
            Packet: "(packet_type=6, data=None, encoded_packet=None)",
            asgi.translate_request: "(scope, receive, send)",
        }
    )


def test_a_request_is_still_served_by_the_overridden_methods() -> None:
    ENGINEIO.check_names(
        AsyncServer.handle_request,
        [
            "_handle_connect",
            "_get_socket",
            "sockets",
            "connected",
            "upgraded",
            "closed",
            "handle_get_request",
            "handle_post_request",
            "EngineIOError",
            "_log_error_once",
        ],
    )
    ENGINEIO.check_names(AsyncServer.disconnect, ["_get_socket", "close", "reason"])


def test_a_request_is_still_converted_with_its_scope_and_body() -> None:
    used = ["asgi.scope", "asgi.receive", "asgi.send", "wsgi.input", "CONTENT_LENGTH"]
    ENGINEIO.check_names(asgi.translate_request, used)


def test_failures_are_still_answered_with_400() -> None:
    changed = [
        error.__name__
        for error in (ContentTooLongError, QueueEmpty)
        if not issubclass(error, EngineIOError)
    ]
    assert not changed, (
        f"python-engineio changed {changed}: read signaling/engineio/library.py against the new "
        "version"
    )


def test_packets_are_still_encoded_as_they_are_given() -> None:
    packets = [Packet(4, '2["event", 1.0]'), Packet(0, '{"sid": "x"}'), Packet(6, "")]
    encoded = Payload(packets=packets).encode()
    assert encoded == '42["event", 1.0]\x1e0{"sid": "x"}\x1e6', (
        "python-engineio changed Payload.encode: read signaling/engineio/library.py against the "
        "new version"
    )
