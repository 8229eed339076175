"""A Janus on the server's core, while this process is the load."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks import cores
from tests.servers.janus import Janus, janus


@contextmanager
def janus_on_own_core(prefix: str) -> Iterator[tuple[Janus, Path]]:
    """Run Janus in a temporary directory whose name begins with `prefix`; yield both."""
    logging.getLogger("aioice").setLevel(logging.WARNING)
    cores.claim()
    with ExitStack() as ending:
        directory = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix=prefix)))
        with cores.of_the_server():
            server = ending.enter_context(janus(directory / "janus.log"))
        yield server, directory
