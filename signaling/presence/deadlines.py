"""Deadlines of seats, knocks, rooms and visitors, in seconds of the presence's clock.

The module knows keys and times. It does not know the clock, or what happens at a deadline.
"""


class Deadlines:
    """One deadline for each key; setting a key again replaces its deadline."""

    def __init__(self) -> None:
        self._due_at: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._due_at)

    def __contains__(self, key: str) -> bool:
        return key in self._due_at

    def left(self, key: str, now: float) -> float | None:
        """Return the seconds until a deadline; None if there is none."""
        due_at = self._due_at.get(key)
        return None if due_at is None else max(due_at - now, 0.0)

    def set(self, key: str, due_at: float) -> None:
        self._due_at[key] = due_at

    def clear(self, key: str) -> bool:
        """Remove a deadline; tell whether there was one."""
        return self._due_at.pop(key, None) is not None

    def due(self, now: float) -> list[str]:
        """Remove the deadlines that have passed, and return their keys, the earliest first."""
        if not self._due_at:
            return []
        due = sorted((at, key) for key, at in self._due_at.items() if at <= now)
        for _, key in due:
            del self._due_at[key]
        return [key for _, key in due]
