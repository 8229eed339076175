"""The ids of sessions and connections.

An id begins with the id of the worker that created it and a dot: `w1-9f3ac1d2.Yk3nBv5TzQ8AAAB`. A
server without an id of its worker creates ids without this beginning.
"""

import re

_WORKER = re.compile(r"(w[0-9]+-[0-9a-f]{8})\..")


def worker_of(named_id: str) -> str | None:
    """Return the id of the worker that is named in an id, or None if the id names none.

    The id may come from a client, so that the worker may not exist.
    """
    found = _WORKER.match(named_id)
    return None if found is None else found[1]
