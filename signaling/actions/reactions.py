"""Reactions, which are shown for a moment and not stored."""

from rooms.reactions import reaction_of
from rooms.refusals import InvalidInput, ReactionsDisabled
from signaling.actions.authorization import seat_and_room
from signaling.caller import Caller
from signaling.outcomes import Delivery, Outcome, peers
from signaling.presence import Presence
from signaling.protocol.commands import React
from signaling.protocol.events import Reacted


def react(caller: Caller, command: React, presence: Presence) -> list[Outcome]:
    """Show a reaction to everybody, including the sender."""
    seat, room = seat_and_room(caller, presence, command.room_id)
    if not (seat.may_host or room.rules.allow_reactions):
        raise ReactionsDisabled
    reaction = reaction_of(command.emoji)
    if reaction is None:
        raise InvalidInput("This is none of the reactions")
    reacted = Reacted(socket_id=caller.peer_id, emoji=reaction)
    return [Delivery(reacted, peers(presence.seats(seat.room_id)))]
