"""Janus in its container: the files of the image, its start script, and the settings of both."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from websocket import create_connection

from tests.deploy.files import DEPLOY, free_port, program, replaced
from tests.servers.process import Process

SECRET = "a-secret-that-only_Meet-and-Janus-know"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text())
SERVICE: dict[str, Any] = COMPOSE["services"]["janus"]
FILES = {path.name for path in (DEPLOY / "janus").glob("*.jcfg")}
DOCKERFILE = (DEPLOY / "janus" / "Dockerfile").read_text()
UNIT = (DEPLOY / "janus" / "meet-janus.service").read_text()
WEBSOCKETS = "janus.transport.websockets.jcfg"
UNAUTHORIZED = 403

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def image(port: int, tmp_path: Path) -> Path:
    """Copy the files of the image to a folder, with a free port for the WebSocket."""
    (sources,) = re.findall(r"^COPY (.+) /opt/janus/$", DOCKERFILE, re.MULTILINE)
    for source in sources.split():
        shutil.copy(DEPLOY / "janus" / source, tmp_path)
    (tmp_path / WEBSOCKETS).write_text(replaced(f"janus/{WEBSOCKETS}", {"8188": f"{port}"}))
    (tmp_path / "written").mkdir()
    return tmp_path


def variables(image: Path, **changed: str) -> dict[str, str]:
    usual = {"LISTEN_ADDRESS": "127.0.0.1", "MEDIA_SECRET": SECRET}
    return {**usual, "CONFIGURATION_FOLDER": f"{image / 'written'}", **changed}


@pytest.fixture
def ask(image: Path, port: int, logs: Path) -> Iterator[Ask]:
    """Run Janus by the start script; give a function that sends it a request."""
    assert program("janus", "janus")
    command = ["sh", image / "start.sh", *SERVICE["command"]]
    running = Process(command, log=logs / "janus.log", environment=variables(image))
    try:
        running.wait_for_line("WebSockets thread started")
        socket = create_connection(f"ws://127.0.0.1:{port}", subprotocols=["janus-protocol"])

        def ask(kind: str, **fields: Any) -> dict[str, Any]:
            socket.send(json.dumps({"janus": kind, "transaction": kind, **fields}))
            answer: dict[str, Any] = json.loads(socket.recv())
            return answer

        yield ask
        socket.close()
    finally:
        running.stop()


def test_the_container_starts_with_the_secret_of_its_settings(ask: Ask):
    assert ask("create", apisecret="another")["error"]["code"] == UNAUTHORIZED
    assert ask("create", apisecret=SECRET)["janus"] == "success"


def test_the_secret_is_in_files_that_only_janus_reads(ask: Ask, image: Path):
    written = list((image / "written").iterdir())
    assert {path.name for path in written} == FILES
    assert {path.stat().st_mode & 0o777 for path in written} == {0o600}
    assert 'MEDIA_SERVERS"' not in "".join(path.read_text() for path in written)


@pytest.mark.parametrize(
    "wrong",
    [
        {"MEDIA_SECRET": ""},
        {"MEDIA_SECRET": "a/b"},
        {"MEDIA_SECRET": 'a"; admin_ws = true; b="'},
        {"LISTEN_ADDRESS": ""},
        {"LISTEN_ADDRESS": "media.example.org"},
    ],
    ids=str,
)
def test_a_container_with_wrong_settings_does_not_start(image: Path, wrong: dict[str, str]):
    done = subprocess.run(
        ["sh", image / "start.sh"],
        env={"PATH": os.environ["PATH"], **variables(image, **wrong)},
        capture_output=True,
        text=True,
        check=False,
        timeout=10,
    )
    assert done.returncode != 0
    assert next(iter(wrong)) in done.stderr
    assert list((image / "written").iterdir()) == []


def test_the_container_may_do_little():
    assert re.search(r"^USER [1-9]\d+$", DOCKERFILE, re.MULTILINE)
    assert SERVICE["read_only"]
    assert SERVICE["cap_drop"] == ["ALL"]
    assert [place.partition(":")[0] for place in SERVICE["tmpfs"]] == ["/run/janus"]


def test_meet_reaches_janus_where_it_listens():
    network = COMPOSE["networks"]["inside"]["ipam"]["config"][0]
    assert SERVICE["environment"]["LISTEN_ADDRESS"] == network["gateway"]
    meet = COMPOSE["services"]["meet"]["environment"]["MEDIA_SERVERS"]
    assert meet == f"ws://:{SERVICE['environment']['MEDIA_SECRET']}@{network['gateway']}:8188"


def test_the_service_has_every_file():
    passed = re.findall(r"^LoadCredential=(\S+):/etc/meet/janus/(\S+)$", UNIT, re.MULTILINE)
    assert passed == [(name, name) for name in sorted(FILES)]


def test_the_firewall_and_coturn_know_the_ports_of_janus():
    (media,) = re.findall(r'rtp_port_range = "(\S+)"', replaced("janus/janus.jcfg", {}))
    (control,) = re.findall(r"ws_port = (\d+)", replaced(f"janus/{WEBSOCKETS}", {}))
    rules = replaced("nftables/media-server.nft", {})
    assert f"define udp_ports = {{ {media} }}\n" in rules
    assert f"ip saddr $meet tcp dport {control} accept" in rules
    # The relays of coturn, and the ports that the kernel chooses, are others.
    relays = re.findall(r"^min-port=(\d+)$", replaced("coturn/turnserver.conf", {}), re.MULTILINE)
    assert int(media.partition("-")[2]) < 32_768 < int(relays[0])
