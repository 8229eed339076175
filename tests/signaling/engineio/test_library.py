"""python-engineio still has the parts that the Engine.IO server relies on."""

import inspect
import re

from engineio import AsyncServer, packet
from engineio.async_drivers import asgi
from engineio.base_server import BaseServer
from engineio.exceptions import ContentTooLongError, EngineIOError, QueueEmpty
from engineio.payload import Payload

from signaling.engineio.library import READ_HEADERS
from tests.libraries import Seam

ENGINEIO = Seam("python-engineio", "signaling/engineio/library.py")


def test_overridden_and_private_methods_take_the_same_arguments() -> None:
    ENGINEIO.check_signatures(
        AsyncServer,
        {
            "_handle_connect": "(self, environ, transport, jsonp_index=None)",
            "_log_error_once": "(self, message, message_key)",
            "_ok": "(self, packets=None, headers=None, jsonp_index=None)",
            "_bad_request": "(self, message=None)",
            "_unauthorized": "(self, message=None)",
            "generate_id": "(self)",
            "handle_request": "(self, *args, **kwargs)",
        },
    )
    ENGINEIO.check_signatures(packet, {"Packet": "(packet_type=6, data=None, encoded_packet=None)"})
    ENGINEIO.check_signatures(asgi, {"translate_request": "(scope, receive, send)"})


def test_a_request_is_still_served_by_the_overridden_methods() -> None:
    used = [
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
    ]
    ENGINEIO.check_names(AsyncServer, "handle_request", used)
    ENGINEIO.check_names(AsyncServer, "disconnect", ["_get_socket", "close", "reason"])


def test_a_request_is_still_converted_with_its_scope_and_body() -> None:
    used = ["asgi.scope", "asgi.receive", "asgi.send", "wsgi.input", "CONTENT_LENGTH"]
    ENGINEIO.check_names(asgi, "translate_request", used)


def test_no_other_headers_of_requests_are_read() -> None:
    source = inspect.getsource(AsyncServer) + inspect.getsource(BaseServer)
    read = set(re.findall(r"'HTTP_(\w+)'", source))
    # The origin is compared with the host only if the server has a list of origins.
    of_the_host = {"HOST", "X_FORWARDED_PROTO", "X_FORWARDED_HOST"}
    of_other_transports = {"UPGRADE"}
    known = {name.decode().upper().replace("-", "_") for name in READ_HEADERS}
    assert read - of_the_host - of_other_transports == known, ENGINEIO.sentence(f"reads {read}")


def test_failures_are_still_answered_with_400() -> None:
    changed = [
        error.__name__
        for error in (ContentTooLongError, QueueEmpty)
        if not issubclass(error, EngineIOError)
    ]
    assert not changed, ENGINEIO.sentence(f"changed {changed}")


def test_packets_are_still_encoded_as_they_are_given() -> None:
    packets = [
        packet.Packet(4, '2["event", 1.0]'),
        packet.Packet(0, '{"sid": "x"}'),
        packet.Packet(6, ""),
    ]
    encoded = Payload(packets=packets).encode()
    expected = '42["event", 1.0]\x1e0{"sid": "x"}\x1e6'
    assert encoded == expected, ENGINEIO.sentence("changed Payload.encode")
