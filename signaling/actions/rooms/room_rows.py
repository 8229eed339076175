"""The room of presence by the row of a room."""

from accounts.identity import person_key
from rooms.models import Room as RoomRow
from signaling.actions.event_fields import rules_of
from signaling.presence import Room


def room_from_row(row: RoomRow, as_of: float, meeting_id: str = "") -> Room:
    """Return the room of presence by a row that was read at `as_of`."""
    return Room(
        as_of=as_of,
        id=str(row.pk),
        code=row.code,
        name=row.name,
        host=person_key(row.host_id, None),
        host_name=row.host.display_name,
        rules=rules_of(row.settings),
        is_locked=row.is_locked,
        meeting_id=meeting_id,
    )
