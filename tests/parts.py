"""The parts of a run of all tests, each of which suits another number of processes.

    pytest --part=quick       no browser and no other process: limited by the processors
    pytest --part=browsers    limited by the processors, which browsers use for several threads
    pytest --part=servers     mostly waits for a server, or for another program
    pytest --part=alone       measures time or memory

A part collects only the files that can contain its tests, because collecting all files takes as
long as ten tests with a browser. Therefore a test that needs another process is in a folder of such
tests, or its file contains the mark `served`.
"""

from pathlib import Path

import pytest

PARTS = ("quick", "browsers", "servers", "alone")

_HERE = Path(__file__).parent
_FOLDERS_OF_SERVERS = frozenset(
    {"browser", "deploy", "fresh_clone", "hostile", "media", "protocol", "server", "transcripts"}
    | {"workers"}
)
_FIXTURES_OF_SERVERS = frozenset({"browsers", "database_url", "node", "redis_server"})


def can_be_in(part: str, path: Path) -> bool:
    """Tell whether a file of tests can contain a test of this part."""
    if not path.match("test_*.py"):
        return True
    match part:
        case "quick":
            return _folder_of(path) not in _FOLDERS_OF_SERVERS
        case "browsers":
            return _folder_of(path) == "browser"
        case "servers":
            return _folder_of(path) in _FOLDERS_OF_SERVERS - {"browser"} or _has(path, "served")
        case _:
            return _has(path, "alone")


def mark_served(item: pytest.Item) -> None:
    """Mark a test of a folder of servers; refuse another one with such a fixture and no mark."""
    if _folder_of(item.path) in _FOLDERS_OF_SERVERS:
        item.add_marker(pytest.mark.served)
    needed = _FIXTURES_OF_SERVERS.intersection(getattr(item, "fixturenames", ()))
    if needed and item.get_closest_marker("served") is None:
        raise pytest.UsageError(f"mark {item.nodeid} with `served`: it uses {', '.join(needed)}")


def part_of(item: pytest.Item) -> str:
    if item.get_closest_marker("alone") is not None:
        return "alone"
    if item.get_closest_marker("browser") is not None:
        return "browsers"
    return "quick" if item.get_closest_marker("served") is None else "servers"


def _folder_of(path: Path) -> str:
    return path.relative_to(_HERE).parts[0]


def _has(path: Path, mark: str) -> bool:
    return f"pytest.mark.{mark}" in path.read_text()
