"""Quotes: the original payload of a command, for clients of the sender's protocol.

These clients get the payload that the sender sent, not the event that the server made from it.
"""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from signaling.caller import Caller
from signaling.outcomes import Delivery, Outcome
from signaling.protocol import commands, events
from signaling.protocol.commands import PassOn, Quoted
from signaling.protocol.event_context import Quote
from signaling.protocol.events import Event, PassedOn

_TOLD_BY: Mapping[type[commands.Command], type[Event]] = {
    commands.Offer: events.OfferRelayed,
    commands.Answer: events.AnswerRelayed,
    commands.Candidate: events.CandidateRelayed,
    commands.PostMessage: events.ChatPosted,
    commands.StopScreenShare: events.ScreenShareStopped,
    PassOn: PassedOn,
}


def with_quote(outcomes: Sequence[Outcome], caller: Caller, quoted: Quoted) -> list[Outcome]:
    """Return the outcomes, with the quote added to each delivery of the command's own event."""
    quote = Quote(caller.protocol, quoted.payload)
    told_by = _TOLD_BY[type(quoted.command)]
    return [
        replace(one, context=replace(one.context, quote=quote))
        if isinstance(one, Delivery) and isinstance(one.event, told_by)
        else one
        for one in outcomes
    ]
