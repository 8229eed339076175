"""Visitors of random pairs, whose peer ids are their names."""

from typing import Any

from signaling.presence.pair_records import PairChange, Visitor


class Visitors:
    """Short methods for arriving and seeking; `ask` is the store."""

    def __init__(self, ask: Any) -> None:
        self.ask = ask

    def come(self, *names: str, avoids: str | None = None) -> None:
        for name in names:
            avoided = frozenset([avoids] if avoids else [])
            self.ask.add(Visitor(peer_id=name, owner=name, avoids=avoided))

    def come_as(self, owner: str, window: str) -> None:
        self.ask.add(Visitor(peer_id=window, owner=owner))

    def seek(self, name: str, *, video: bool | None = False) -> list[PairChange]:
        return list(self.ask.seek(name, wants_video=video))

    def pair(self, first: str, second: str, *, video: bool = False) -> None:
        self.come(first, second)
        self.seek(first, video=video)
        self.seek(second, video=video)
        assert self.partner_of(first) == second

    def all_avoid(self, *names: str) -> None:
        """Let all of these people avoid each other."""
        known = [self.ask.visitor(name) for name in names]
        for at, one in enumerate(known):
            for other in known[at + 1 :]:
                assert self.ask.separate(one, other) == []

    def partner_of(self, name: str) -> str | None:
        together = self.ask.pair_of(name)
        return together.partner.peer_id if together else None
