"""How two processes share the tests: each takes half of the files with browsers, then what is left.

Those are the slowest tests, so nobody waits for them at the end; and a process that took one now
and then would open its browsers each time. Next are files that start servers of their own, which
go to one process each for the same reason.
"""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

_FILES_WITH_BROWSERS = "tests/browser/"
_FILES_WITH_SERVERS = ("tests/hostile/", "tests/server/", "tests/stranger/")


class Halves(LoadScopeScheduling):
    """Hand out the tests of one scope to one process, scopes with many tests first.

    xdist 3.8 has marks for this, `xdist_group`, which pytest 9.2 makes it overlook.
    """

    def __init__(self, config: pytest.Config, log: Producer) -> None:
        super().__init__(config, log)
        self._half_of: dict[str, int] = {}

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if file.startswith(_FILES_WITH_BROWSERS):
            return f"browsers {self._half_of.setdefault(file, len(self._half_of) % 2)}"
        return file if file.startswith(_FILES_WITH_SERVERS) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Halves | None:
    return Halves(config, log) if config.getvalue("dist") == "loadscope" else None
