"""Clients of the sender's own protocol are told what it sent, not what was understood of it."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from signaling import commands, events
from signaling.caller import Caller
from signaling.events import Event
from signaling.mixed.commands import PassOn, Quoted
from signaling.mixed.events import PassedOn
from signaling.outcomes import Delivery, Outcome
from signaling.scene import Quote

_TOLD_BY: Mapping[type[commands.Command], type[Event]] = {
    commands.Offer: events.OfferRelayed,
    commands.Answer: events.AnswerRelayed,
    commands.Candidate: events.CandidateRelayed,
    commands.PostMessage: events.ChatPosted,
    commands.StopScreenShare: events.ScreenShareStopped,
    PassOn: PassedOn,
}


def with_quote(outcomes: Sequence[Outcome], caller: Caller, quoted: Quoted) -> list[Outcome]:
    """Return the outcomes with the quote where they tell what was asked for."""
    quote = Quote(caller.protocol, quoted.payload)
    told_by = _TOLD_BY[type(quoted.command)]
    return [
        replace(one, scene=replace(one.scene, quote=quote))
        if isinstance(one, Delivery) and isinstance(one.event, told_by)
        else one
        for one in outcomes
    ]
