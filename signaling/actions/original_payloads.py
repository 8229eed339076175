"""The original payload of a command, for clients of the sender's protocol.

These clients get the payload as it was sent, not the event that the server made from it.
"""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from signaling.caller import Caller
from signaling.outcomes import Delivery, Outcome
from signaling.protocol import commands, events
from signaling.protocol.commands import CommandWithOriginal, PassOn
from signaling.protocol.event_context import OriginalPayload
from signaling.protocol.events import Event, PassedOn

_RELAYED_AS: Mapping[type[commands.Command], type[Event]] = {
    commands.Offer: events.OfferRelayed,
    commands.Answer: events.AnswerRelayed,
    commands.Candidate: events.CandidateRelayed,
    commands.PostMessage: events.ChatPosted,
    commands.StopScreenShare: events.ScreenShareStopped,
    PassOn: PassedOn,
}


def add_original_payload(
    outcomes: Sequence[Outcome], caller: Caller, wrapped: CommandWithOriginal
) -> list[Outcome]:
    """Return the outcomes, with the payload in the context of the command's own event."""
    original = OriginalPayload(caller.protocol, wrapped.payload)
    relayed_as = _RELAYED_AS[type(wrapped.command)]
    return [
        replace(one, context=replace(one.context, original=original))
        if isinstance(one, Delivery) and isinstance(one.event, relayed_as)
        else one
        for one in outcomes
    ]
