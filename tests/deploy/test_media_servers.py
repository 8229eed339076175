"""`manage.py media_servers`: an operator looks at media servers, and drains one."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from rooms.models import RoomSnapshot
from tests.deploy.files import free_port
from tests.servers.janus import SECRET, Janus, janus

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def running(logs: Path) -> Iterator[Janus]:
    with janus(logs / "listed-janus.log") as server:
        yield server


@pytest.fixture
def names(running: Janus, settings: Settings) -> tuple[str, str]:
    """Configure a server that runs, and one that does not."""
    names = running.address.name, f"127.0.0.1:{free_port()}"
    settings.MEDIA_SERVERS = [f"ws://:{quote(SECRET)}@{name}" for name in names]
    return names


def listed(*arguments: str) -> list[list[str]]:
    output = StringIO()
    call_command("media_servers", *arguments, stdout=output)
    return [line.split() for line in output.getvalue().splitlines()[1:]]


def store(key: str, worker: str, media_server: str, people: int, pictures: int) -> None:
    RoomSnapshot.objects.create(
        room_key=key,
        worker=worker,
        media_server=media_server,
        people=people,
        pictures=pictures,
        stored_at=timezone.now(),
    )


def test_the_load_is_that_of_all_stored_rooms(names: tuple[str, str]):
    there, away = names
    store("1", "w1-0", there, 30, 12)
    store("2", "w2-0", there, 5, 5)
    store("3", "", away, 7, 6)
    store("4", "w1-0", "", 4, 0)
    assert listed() == [
        [there, "healthy", "here", "2", "35", "17"],
        [away, "no", "answer", "here", "1", "7", "6"],
    ]


def test_a_server_with_another_secret_is_not_healthy(names: tuple[str, str], settings: Settings):
    there, _ = names
    settings.MEDIA_SERVERS = [f"ws://:guessed@{there}"]
    assert listed() == [[there, "no", "answer", "here", "0", "0", "0"]]


def test_a_drained_server_takes_no_room_until_it_is_used_again(names: tuple[str, str]):
    there, _ = names
    assert listed("--drain", there)[0] == [there, "healthy", "elsewhere", "0", "0", "0"]
    assert listed("--drain", there)[0][2] == "elsewhere"
    assert listed("--use", there)[0] == [there, "healthy", "here", "0", "0", "0"]


@pytest.mark.parametrize("change", ["--drain", "--use"])
def test_an_unknown_name_is_refused_with_the_known_ones(names: tuple[str, str], change: str):
    with pytest.raises(CommandError, match=f"has no 10.0.0.5:8188, but: {', '.join(names)}"):
        listed(change, "10.0.0.5:8188")
