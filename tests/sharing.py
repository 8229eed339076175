"""Distribute tests to processes, so that few of them start browsers and servers again.

Tests with browsers: each of two processes gets half of the files, because a process that took them
one by one would start its browsers again each time. Other tests: each file with its own servers,
each package with shared servers, and all tests of a protocol that use the same special server stay
in one process.
"""

import re

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

_FILES_WITH_BROWSERS = "tests/browser/"
_SHARED_SERVERS = "tests/workers/protocols/"
_SPECIAL_SERVER = re.compile(r"tests/protocol/.*\[(?:.*-)?(\w+_server)\b")
_FILES_WITH_SERVERS = tuple(
    f"tests/{folder}/"
    for folder in ("deploy", "fresh_clone", "hostile", "media", "server", "transcripts", "workers")
)


class Halves(LoadScopeScheduling):
    """Give all tests of one scope to one process, and scopes with many tests first.

    The marks of xdist 3.8 for this, `xdist_group`, have no effect with pytest 9.2.
    """

    def __init__(self, config: pytest.Config, log: Producer) -> None:
        super().__init__(config, log)
        self._half_of: dict[str, int] = {}

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if file.startswith(_FILES_WITH_BROWSERS):
            return f"browsers {self._half_of.setdefault(file, len(self._half_of) % 2)}"
        if file.startswith(_SHARED_SERVERS):
            return _SHARED_SERVERS
        if (special := _SPECIAL_SERVER.match(nodeid)) is not None:
            return special[1]
        return file if file.startswith(_FILES_WITH_SERVERS) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Halves | None:
    return Halves(config, log) if config.getvalue("dist") == "loadscope" else None
