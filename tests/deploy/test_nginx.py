"""nginx with `deploy/nginx/` in front of a Meet: pages, sockets, addresses and TLS."""

import json
import os
import re
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import NamedTuple

import pytest
import requests

from rooms.models import Room
from tests.deploy.files import free_port, program, replaced
from tests.hostile.bare import POLLING, Address, Bare, opened
from tests.hostile.guest import Guest
from tests.server.conftest import room
from tests.server.running import served
from tests.servers.certificates import self_signed
from tests.servers.process import Process
from tests.waiting import eventually

__all__ = ["room"]

# The mark creates the test database, which the server process uses.
pytestmark = pytest.mark.django_db(transaction=True)

HOST = "localhost"
LIMIT = 3
PATIENCE_SECONDS = 10
CHANGED = {
    "ALLOWED_HOSTS": HOST,
    "ALLOWED_ORIGINS": "",
    "HTTPS": "true",
    "METRICS_OPEN": "true",
    "SOCKETS_PER_ADDRESS": str(LIMIT),
    "TRUSTED_PROXIES": "127.0.0.1",
}


class Proxied(NamedTuple):
    """A running proxy: its address for TLS, its port without TLS, and its log."""

    address: Address
    plain_port: int
    certificate: Path
    access_log: Path

    @property
    def url(self) -> str:
        return f"https://{HOST}:{self.address[1]}"

    @property
    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.certificate)

    def get(self, path: str) -> requests.Response:
        return requests.get(self.url + path, verify=self.certificate, timeout=PATIENCE_SECONDS)


@pytest.fixture(scope="module")
def proxied(
    database_url: str, logs: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Proxied]:
    directory = tmp_path_factory.mktemp("nginx")
    with served(database_url, logs / "behind-nginx.log", changed=CHANGED) as (meet, port):
        proxy = configure(directory, (port, port, port))
        nginx = Process(command(directory, "daemon off;"), log=logs / "nginx.log")
        try:
            eventually(lambda: is_listening(proxy.address))
            yield proxy
        finally:
            nginx.stop()
        assert "Traceback" not in meet.log_since(0)


def configure(directory: Path, ports: tuple[int, int, int]) -> Proxied:
    """Write the shipped files for a proxy that listens on free ports and keeps all files here.

    `ports` are Meet's: that of all workers, and those of the workers 1 and 2.
    """
    certificate = self_signed(HOST, directory / "certificate.pem")
    plain_port, port = free_port(), free_port()
    places = "".join(
        f"\n    {kind}_temp_path {directory / kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    changes = {
        "listen 80;": f"listen 127.0.0.1:{plain_port};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
        "listen [::]:80;": "",
        "listen [::]:443 ssl http2;": "",
        "meet.example.org": HOST,
        "/etc/meet/tls/fullchain.pem": f"{certificate}",
        "/etc/meet/tls/privkey.pem": f"{certificate}",
        "/var/log/nginx": f"{directory}",
        "/run/nginx.pid": f"{directory / 'pid'}",
        "http {": f"http {{{places}",
    }
    (directory / "nginx.conf").write_text(replaced("nginx/nginx.conf", changes))
    moved = {f"127.0.0.1:{8000 + slot};": f"127.0.0.1:{port};" for slot, port in enumerate(ports)}
    (directory / "meet-upstream.conf").write_text(replaced("nginx/meet-upstream.conf", moved))
    return Proxied((HOST, port), plain_port, certificate, directory / "access.log")


def command(directory: Path, directives: str, *flags: str) -> list[str]:
    """Return nginx's command line. As root its workers would use another account."""
    user = "user root; " if os.geteuid() == 0 else ""
    place = ["-p", f"{directory}", "-c", f"{directory / 'nginx.conf'}"]
    return [program("nginx", "nginx"), *place, "-g", user + directives, *flags]


def is_listening(address: Address) -> bool:
    with suppress(OSError), Bare(address):
        return True
    return False


def test_nginx_has_nothing_to_complain_about(tmp_path: Path):
    configure(tmp_path, (8000, 8001, 8002))
    tested = subprocess.run(
        command(tmp_path, "", "-t"), capture_output=True, text=True, check=False
    )
    assert tested.returncode == 0, tested.stderr
    assert "[warn]" not in tested.stderr


def test_pages_are_served_over_tls_only(proxied: Proxied):
    page = proxied.get("/")
    assert page.status_code == 200
    assert "strict-transport-security" in page.headers
    plain = requests.get(
        f"http://{HOST}:{proxied.plain_port}/K7M2Q9?a=b",
        allow_redirects=False,
        timeout=PATIENCE_SECONDS,
    )
    assert (plain.status_code, plain.headers["Location"]) == (301, f"https://{HOST}/K7M2Q9?a=b")


def test_forms_are_accepted(proxied: Proxied):
    with requests.Session() as browser:
        browser.trust_env, browser.verify = False, f"{proxied.certificate}"
        page = browser.get(f"{proxied.url}/accounts/login/", timeout=PATIENCE_SECONDS)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
        assert token is not None
        filled_in = {"login": "a@example.org", "password": "x", "csrfmiddlewaretoken": token[1]}
        headers = {"Origin": proxied.url, "Referer": page.url}
        sent = browser.post(page.url, filled_in, headers=headers, timeout=PATIENCE_SECONDS)
    assert sent.status_code == 200
    assert browser.cookies
    assert all(cookie.secure for cookie in browser.cookies)


def test_people_meet_over_websockets(proxied: Proxied, room: Room):
    origin = {"Origin": proxied.url}
    with (
        Guest(proxied.address, origin, tls=proxied.trust) as ann,
        Guest(proxied.address, origin, tls=proxied.trust) as bo,
    ):
        ann.join(room.code, "Ann")
        target = bo.join(room.code, "Bo")
        description = {"type": "offer", "sdp": "v" * 50_000}
        ann.emit("offer", {"targetId": target, "sdp": description})
        assert bo.expect("offer")["sdp"] == description


def test_people_meet_by_polling(proxied: Proxied, room: Room):
    with requests.Session() as client:
        client.trust_env, client.verify = False, f"{proxied.certificate}"

        def fetch(engine_id: str = "") -> str:
            target = f"{proxied.url}{POLLING}{engine_id}"
            return client.get(target, timeout=PATIENCE_SECONDS).text

        engine_id = f"&sid={opened(fetch())['sid']}"
        joining = json.dumps(["join-room", {"roomCode": room.code, "displayName": "Ann"}])
        for packet in ("40", f"427{joining}"):
            target = f"{proxied.url}{POLLING}{engine_id}"
            assert client.post(target, packet, timeout=PATIENCE_SECONDS).ok
        received = ""
        while "437[" not in received:
            received += fetch(engine_id)
    assert '"success":true' in received
    assert engine_id.removeprefix("&sid=") not in proxied.access_log.read_text()


def test_each_client_is_counted_by_its_own_address(proxied: Proxied):
    def accepted(from_host: str, claimed: str) -> int:
        with ExitStack() as leaving:
            statuses = []
            for _ in range(LIMIT + 1):
                bare = Bare(proxied.address, from_host=from_host, tls=proxied.trust)
                leaving.enter_context(bare)
                statuses.append(bare.upgrade(headers={"X-Forwarded-For": claimed}))
            return statuses.count(101)

    eventually(lambda: accepted("127.0.0.5", "203.0.113.1") == LIMIT)
    with ExitStack() as leaving:
        for number in range(LIMIT + 1):
            bare = Bare(proxied.address, from_host=f"127.0.0.{10 + number}", tls=proxied.trust)
            leaving.enter_context(bare)
            assert bare.upgrade() == 101


def test_a_client_can_not_claim_many_addresses(proxied: Proxied):
    def accepted() -> list[bool]:
        with ExitStack() as leaving:
            statuses = []
            for number in range(LIMIT + 1):
                bare = Bare(proxied.address, from_host="127.0.0.6", tls=proxied.trust)
                leaving.enter_context(bare)
                statuses.append(bare.upgrade(headers={"X-Forwarded-For": f"203.0.113.{number}"}))
            return [status == 101 for status in statuses]

    eventually(lambda: accepted() == [True] * LIMIT + [False])


def test_a_body_that_is_too_large_is_refused(proxied: Proxied):
    sent = requests.post(
        f"{proxied.url}/api/auth/login",
        data=b"x" * 1_100_000,
        verify=proxied.certificate,
        timeout=PATIENCE_SECONDS,
    )
    assert sent.status_code == 413


def test_probes_are_passed_on_and_metrics_are_not(proxied: Proxied):
    assert proxied.get("/healthz").json() == {"status": "alive"}
    assert proxied.get("/readyz").status_code == 200
    assert proxied.get("/metrics").status_code == 404
