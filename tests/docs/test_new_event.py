"""The example of `docs/new-event.md`, added to a copy of Meet, is an event that works."""

import re
import shutil
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from accounts.models import User
from rooms.actions import create_room
from tests.hostile.bare import Address
from tests.hostile.guest import Guest
from tests.server.running import served

ROOT = Path(settings.BASE_DIR)
COPIED = ("accounts", "meet", "rooms", "signaling")
LINKED = ("node_modules", "static", "templates", "var")

DOCUMENT = (ROOT / "docs" / "new-event.md").read_text()
# A file of ours, and the code that the same step of the document adds to it.
ADDED = re.findall(
    r"`(signaling/[\w/]+\.py)`(?:(?!\n\d+\. ).)*?\n   ```python\n(.*?)\n   ```", DOCUMENT, re.DOTALL
)
_LINE_OF_TABLE = re.compile(r"(?P<line>.*,)  # in (?P<table>\w+)")


@pytest.fixture
def address(database_url: str, transactional_db: None, tmp_path: Path) -> Iterator[Address]:
    """Run a Meet that knows the event of the document."""
    for name in COPIED:
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in LINKED:
        (tmp_path / name).symlink_to(ROOT / name)
    program = shutil.copy(ROOT / "manage.py", tmp_path)
    for name, code in ADDED:
        file = tmp_path / name
        file.write_text(with_code(file.read_text(), textwrap.dedent(code)))
    with served(database_url, tmp_path / "log", command=(program, "serve")) as (_, port):
        yield "127.0.0.1", port


def with_code(source: str, code: str) -> str:
    """Add code as a reader would: imports on top, lines of a table into it, the rest below."""
    for line in code.splitlines():
        if line.startswith("from "):
            source = re.sub(r"^(?=from |import )", f"{line}\n", source, count=1, flags=re.MULTILINE)
        elif (added := _LINE_OF_TABLE.fullmatch(line)) is not None:
            begin = rf"^.*\b{added['table']}\b.*{{$"
            source = re.sub(begin, rf"\g<0>\n{added['line']}", source, count=1, flags=re.MULTILINE)
        else:
            source += f"{line}\n"
    return source


def test_the_event_changes_seven_files_of_the_server() -> None:
    assert len(ADDED) == 7


@pytest.mark.served
def test_the_event_works_in_a_running_server(address: Address) -> None:
    room = create_room(User.objects.create_user("ann@example.org"), "Weekly")
    with Guest(address) as host, Guest(address) as guest:
        host.join(room.code, "Ann")
        guest_id = guest.join(room.code, "Bo")
        assert guest.call("wave", {}) == {"success": True}
        assert host.expect("user-waved") == {"socketId": guest_id}
