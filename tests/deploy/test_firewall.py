"""The firewall of a media server, loaded in a network namespace and probed from another one."""

import json
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from tests.deploy.files import program, replaced
from tests.deploy.firewalled import MEET, PORTS, PROBES, STRANGER, TCP, UDP

RULES = "nftables/media-server.nft"
MEDIA = {20_000, 20_500, 20_999}
CONTROL = 8188
SSH = 22

Probe = tuple[str, str, int]


def passing(tmp_path: Path, *loads: dict[str, str]) -> set[Probe]:
    """Return the probes that pass the shipped rules with changes, after each load of them."""
    files = [tmp_path / f"{number}.nft" for number, _ in enumerate(loads)]
    for file, changes in zip(files, loads, strict=True):
        file.write_text(replaced(RULES, changes))
    assert program("nft", "nftables")
    namespaces = [program("unshare", "util-linux"), "--user", "--map-root-user", "--net"]
    done = subprocess.run(
        [*namespaces, sys.executable, "-m", "tests.deploy.firewalled", *map(str, files)],
        cwd=settings.BASE_DIR,
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {(source, protocol, port) for source, protocol, port in json.loads(done.stdout)}


def test_only_media_pass_and_meet_reaches_the_control_port(tmp_path: Path):
    assert passing(tmp_path, {"{ 127.0.0.1 }": f"{{ {MEET} }}"}) == {
        *((source, UDP, port) for source in (MEET, STRANGER) for port in MEDIA),
        *((source, TCP, SSH) for source in (MEET, STRANGER)),
        (MEET, TCP, CONTROL),
    }


def test_nobody_else_reaches_the_control_port_of_a_machine_with_meet(tmp_path: Path):
    assert CONTROL not in {port for _, _, port in passing(tmp_path, {})}


def test_a_later_load_replaces_the_rules_of_an_earlier_one(tmp_path: Path):
    open_before = {"define tcp_ports = { 22 }\n": f"define tcp_ports = {{ {SSH}, 5000 }}\n"}
    assert (STRANGER, TCP, 5000) in passing(tmp_path, open_before)
    assert (STRANGER, TCP, 5000) not in passing(tmp_path, open_before, {})


def test_every_probe_passes_without_rules(tmp_path: Path):
    assert passing(tmp_path, {"policy drop;": "policy accept;"}) == set(PROBES)
    assert len(PROBES) == 4 * len(PORTS)
