"""nginx with `deploy/nginx/` in front of two workers: which of them gets a request."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.deploy.test_nginx import Proxied, command, configure, is_listening
from tests.servers.process import Process
from tests.waiting import eventually

ROOMS = [f"ROOM{number}" for number in range(20)]


@pytest.fixture(scope="module")
def proxied(logs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    directory = tmp_path_factory.mktemp("nginx")
    with ExitStack() as stopping:
        names = ("any", "worker 1", "worker 2")
        every, one, two = (stopping.enter_context(answering(name)) for name in names)
        proxy = configure(directory, (every, one, two))
        nginx = Process(command(directory, "daemon off;"), log=logs / "nginx-routes.log")
        stopping.callback(nginx.stop)
        eventually(lambda: is_listening(proxy.address))
        yield proxy


@contextmanager
def answering(name: str) -> Iterator[int]:
    """Run a server that answers every request with a name; give its port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(name)))
            self.end_headers()
            self.wfile.write(name.encode())

        def log_message(self, *_line: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        serving.join()
        server.server_close()


def target_of(proxied: Proxied, query: str) -> str:
    return proxied.get(f"/socket.io/?EIO=4&transport=polling{query}").text


def test_a_session_reaches_its_worker(proxied: Proxied):
    assert target_of(proxied, "&sid=w1-9f3ac1d2.Yk3nBv5TzQ8AAAB") == "worker 1"
    assert target_of(proxied, "&sid=w2-9f3ac1d2.Yk3nBv5TzQ8AAAB") == "worker 2"


def test_a_session_reaches_its_worker_whatever_its_room(proxied: Proxied):
    found = {target_of(proxied, f"&room={room}&sid=w1-9f3ac1d2.Yk3") for room in ROOMS}
    assert found == {"worker 1"}


@pytest.mark.parametrize("sid", ["", "&sid=w0-9f3ac1d2.Yk3", "&sid=w12-9f3ac1d2.Yk3", "&sid=Yk3n"])
def test_any_worker_gets_a_session_of_no_known_worker(proxied: Proxied, sid: str):
    assert target_of(proxied, sid) == "any"


def test_all_connections_of_a_room_reach_one_worker(proxied: Proxied):
    found = {room: target_of(proxied, f"&room={room}") for room in ROOMS}
    assert set(found.values()) == {"worker 1", "worker 2"}
    assert found == {room: target_of(proxied, f"&room={room}") for room in ROOMS}


def test_a_page_reaches_any_worker(proxied: Proxied):
    assert proxied.get("/K7M2Q9").text == "any"
