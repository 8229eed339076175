"""python-socketio's records of who is connected, without its rooms.

Everybody who is told something is named by presence; the library's rooms would only make every
disconnect a scan over all of them.
"""

from typing import Any

import socketio


class PeerManager(socketio.AsyncManager):
    """Knows the engine socket of each sid on each namespace."""

    async def pre_connect(self, eio_sid: str, namespace: str) -> str:
        sid: str = self.server.eio.generate_id()
        self.basic_enter_room(sid, namespace, None, eio_sid=eio_sid)
        self.pending_connect.setdefault(namespace, []).append(sid)
        return sid

    def basic_disconnect(self, sid: str, namespace: str, **_options: Any) -> None:
        self.basic_leave_room(sid, namespace, None)
        for pending in (self.pending_connect, self.pending_disconnect):
            if sid in pending.get(namespace, ()):
                pending[namespace].remove(sid)
