"""Connections of the npm `socket.io-client`: one Node process holds any number of sockets.

Python and Node exchange lines of JSON over the standard input and output of the process. The
program in Node is `npm-client.mjs`.
"""

import itertools
import json
import shutil
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.clients.inbox import Inbox

_SCRIPT = Path(__file__).with_name("npm-client.mjs")
_STOP_SECONDS = 10


class Node:
    """The Node process; it ends when its standard input is closed."""

    def __init__(self) -> None:
        node = shutil.which("node")
        if node is None:
            raise RuntimeError("Node is not on the PATH. Run the tests through make test.")
        self._popen = subprocess.Popen(
            [node, _SCRIPT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._inboxes: dict[int, Inbox] = {}
        self._numbers = itertools.count(1)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def admit(self, inbox: Inbox) -> int:
        """Return the number of a new client, for both programs."""
        number = next(self._numbers)
        self._inboxes[number] = inbox
        return number

    def write(self, line: Mapping[str, Any]) -> None:
        assert self._popen.stdin is not None
        self._popen.stdin.write(json.dumps(line) + "\n")
        self._popen.stdin.flush()

    def stop(self) -> None:
        assert self._popen.stdin is not None
        self._popen.stdin.close()
        self._popen.wait(_STOP_SECONDS)
        self._reader.join()

    def _read(self) -> None:
        assert self._popen.stdout is not None
        with self._popen.stdout as lines:
            for line in lines:
                self._report(json.loads(line))
        for inbox in self._inboxes.values():
            inbox.refused({"message": "Node has ended"})
            inbox.closed()

    def _report(self, line: dict[str, Any]) -> None:
        inbox = self._inboxes[line["client"]]
        match line:
            case {"received": name, "arguments": arguments}:
                inbox.received(name, tuple(arguments))
            case {"answered": ack_id, "arguments": arguments}:
                inbox.answered(ack_id, tuple(arguments))
            case {"connected": peer_id}:
                inbox.connected(peer_id)
            case {"refused": reason}:
                inbox.refused(reason)
            case {"closed": _}:
                inbox.closed()


class NpmConnection:
    def __init__(
        self,
        node: Node,
        url: str,
        inbox: Inbox,
        *,
        transports: Sequence[str],
        headers: Mapping[str, str],
        auth: Any,
        namespace: str,
    ) -> None:
        self._node = node
        self._number = node.admit(inbox)
        self._inbox = inbox
        options = {
            "transports": list(transports),
            "extraHeaders": dict(headers),
            "auth": auth,
            "forceNew": True,
            "reconnection": False,
        }
        self._write("connect", url=url + namespace, options=options)

    def send(self, name: str, arguments: tuple[Any, ...], ack_id: int | None) -> None:
        self._write("emit", name=name, arguments=arguments, ackId=ack_id)

    def disconnect(self) -> None:
        self._write("disconnect")
        self._inbox.wait_closed()

    def drop(self) -> None:
        self._write("drop")
        self._inbox.wait_closed()

    def _write(self, command: str, **details: Any) -> None:
        self._node.write({"client": self._number, "command": command, **details})
