"""A person's name in the meeting."""

import uuid

from rooms import actions as rows
from rooms.refusals import RenameDisabled
from signaling.actions.authorization import seat_and_room, seat_of
from signaling.actions.text_limits import person_name
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.outcomes import Delivery, Outcome, peers
from signaling.presence import Presence
from signaling.protocol.commands import Rename
from signaling.protocol.events import PeerUpdated
from signaling.refusals import NotInRoom


async def rename(caller: Caller, command: Rename, presence: Presence) -> list[Outcome]:
    """Change the caller's name until the meeting ends; the name of the account does not change."""
    name = person_name(command.display_name)
    async with presence.rooms.decisions(seat_of(caller, presence, command.room_id).room_id):
        seat, room = seat_and_room(caller, presence, command.room_id)
        if not (seat.may_host or room.rules.allow_rename):
            raise RenameDisabled
        await in_database(rows.rename_seat, uuid.UUID(seat.id), name)
        renamed = presence.seat_states.rename(seat.id, name)
    if renamed is None:
        raise NotInRoom
    updated = PeerUpdated(
        participant_id=renamed.id, socket_id=renamed.peer_id or "", display_name=name
    )
    return [Delivery(updated, peers(presence.seats(renamed.room_id)))]
