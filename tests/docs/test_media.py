"""`docs/media.md` has links, settings and ports that there are."""

import re

from django.conf import settings

from tests.deploy.files import DEPLOY
from tests.settings_source import SETTINGS_SOURCE

DOCUMENT = (settings.BASE_DIR / "docs" / "media.md").read_text()
JANUS = "".join(path.read_text() for path in (DEPLOY / "janus").glob("*.jcfg"))
EXAMPLE = (DEPLOY / "compose" / "example.env").read_text()
# Options of Janus that its shipped files do not use.
OTHER_OPTIONS = {"keep_private_host"}


def test_every_named_setting_exists() -> None:
    named = re.findall(r"`([A-Z]+_[A-Z_]+)(?:=[^`]*)?`", DOCUMENT)
    assert [
        name for name in named if f'"{name}"' not in SETTINGS_SOURCE and name not in EXAMPLE
    ] == []


def test_every_named_option_of_janus_is_in_its_files() -> None:
    named = set(re.findall(r"`([a-z]+_[a-z_0-9]+)(?: = \w+)?`", DOCUMENT))
    assert {name for name in named if name not in JANUS} == OTHER_OPTIONS


def test_the_ports_are_those_of_the_files() -> None:
    (low, high) = re.findall(r'rtp_port_range = "(\d+)-(\d+)"', JANUS)[0]
    (control,) = re.findall(r"ws_port = (\d+)", JANUS)
    assert set(re.findall(r"UDP (\d+)(?:–| to )(\d+)", DOCUMENT)) == {(low, high)}
    assert set(re.findall(r"TCP (\d+)", DOCUMENT)) == {control}
    assert set(re.findall(r"ws://\S+:(\d+)", DOCUMENT)) == {control}


def test_the_defaults_are_those_of_the_settings() -> None:
    for name, value in re.findall(r"`(ME\w+)` \((\d+)\)", DOCUMENT):
        assert re.search(rf'"{name}", default={value},', SETTINGS_SOURCE), name
