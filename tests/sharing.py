"""Distribute tests to two processes: each gets half of the browser files first, then other tests.

Browser tests are the slowest, and must not be left for the end. Also, a process that took them one
by one would start its browsers again each time. The next files are those that start their own
servers; each file, or each package with shared servers, stays in one process for the same reason.
"""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

_FILES_WITH_BROWSERS = "tests/browser/"
_SHARED_SERVERS = "tests/workers/protocols/"
_FILES_WITH_SERVERS = ("tests/hostile/", "tests/server/", "tests/fresh_clone/", "tests/workers/")


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
        return file if file.startswith(_FILES_WITH_SERVERS) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Halves | None:
    return Halves(config, log) if config.getvalue("dist") == "loadscope" else None
