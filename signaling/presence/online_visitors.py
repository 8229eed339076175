"""The visitors of random pairs who are online, for the number that every visitor is told."""

from collections.abc import Sequence


class OnlineVisitors:
    def __init__(self) -> None:
        self._peer_ids: dict[str, None] = {}
        self._has_changed = False

    def add(self, peer_id: str) -> None:
        """Count a visitor; do nothing if it is already counted."""
        if peer_id not in self._peer_ids:
            self._peer_ids[peer_id] = None
            self._has_changed = True

    def remove(self, peer_id: str) -> None:
        """Stop counting a visitor; do nothing if it is not counted."""
        if peer_id in self._peer_ids:
            del self._peer_ids[peer_id]
            self._has_changed = True

    def peers_if_changed(self) -> Sequence[str] | None:
        """Return the peer ids, or None if they have not changed since the last call."""
        if not self._has_changed:
            return None
        self._has_changed = False
        return list(self._peer_ids)
