"""The key of the room that a join names, by which its home is found.

A stored room has its id as its key, and is named by its code. Any other name means an ad-hoc room,
for protocols that have them. Codes never change; therefore they are remembered.
"""

from rooms.codes import normalize_code
from rooms.compiled_queries import CompiledQuery
from rooms.models import Room
from rooms.refusals import Refusal
from signaling.actions.rooms.ad_hoc import ad_hoc_room
from signaling.concurrency.database import in_database
from signaling.protocol import commands

_MOST_CODES = 10_000
_ANY_CODE = "0000000"


class RoomKeys:
    def __init__(self) -> None:
        self._keys: dict[str, str] = {}

    async def find(self, command: commands.Command) -> str | None:
        """Return the key of the room that a command names; None if there is no such room."""
        if not isinstance(command, commands.Join | commands.CheckRoom):
            return None
        key = await self._of_code(normalize_code(command.room_code))
        may_be_ad_hoc = isinstance(command, commands.JoinByName | commands.CheckRoom)
        if key is not None or not may_be_ad_hoc:
            return key
        try:
            return ad_hoc_room(command.room_code, None, 0).id
        except Refusal:
            return None

    async def _of_code(self, code: str | None) -> str | None:
        if code is None:
            return None
        key = self._keys.get(code)
        if key is None:
            key = await in_database(_find_id, code)
            if key is not None:
                if len(self._keys) >= _MOST_CODES:
                    self._keys.clear()
                self._keys[code] = key
        return key


def _find_id(code: str) -> str | None:
    rows = _ID_BY_CODE.rows(code)
    return str(rows[0][0]) if rows else None


_ID_BY_CODE = CompiledQuery(
    Room.objects.filter(code=_ANY_CODE).order_by().values_list("pk"), _ANY_CODE
)
