"""The protocol of MeetMates, for random pairs; `docs/dialects.md` lists its clients.

The protocol has no event for a refusal: its clients treat every `error` event as a lost sign-in
and go to their log-in page. A refusal is therefore only acknowledged, and `error` is sent only
when the credential has ended, with the sentence that the clients show.

The web page that MeetMates ships has its own dialect, because the page never removes the listeners
of an earlier call. At each `partnerLeft`, such a listener creates a new connection, and that
connection answers the next offer first. The page's dialect sends `waiting` instead, and the server
queues the page.
"""

from collections.abc import Callable
from typing import Any

from signaling.dialects import Dialect, Said, Say, all_fields, say, silence_except, word
from signaling.dialects.parsing import Heard, HeardInOrder
from signaling.protocol import commands, events
from signaling.protocol.commands import RefreshToken
from signaling.protocol.event_context import EventContext
from signaling.protocol.events import Event, pairs
from signaling.protocol.traits import Traits

# Within this time the page removes the earlier call from its screen.
_PAGE_QUEUED_AFTER_SECONDS = 1


def _count(event: events.OnlineCounted, _scene: EventContext) -> list[Said]:
    return [("onlineUsers", event.count)]


def _say_signed_out(event: events.Removed, _scene: EventContext) -> list[Said]:
    return [("error", event.reason)]


_HEARS = {
    "findChat": HeardInOrder(commands.FindPartner, ["email", "withVideo"]),
    "next": HeardInOrder(commands.FindNextPartner),
    "sendMessage": HeardInOrder(commands.WriteToPartner, ["text"]),
    "ready-to-connect": HeardInOrder(commands.BecomeReady),
    "webrtc-offer": Heard(commands.OfferToPartner),
    "webrtc-answer": Heard(commands.AnswerPartner),
    "ice-candidate": Heard(commands.SendCandidate),
    # Extensions of this server, for clients that know them.
    "report": Heard(commands.ReportPartner),
    "get-ice-servers": Heard(commands.GetPairIceServers),
    "refresh-token": Heard(RefreshToken),
}
_SAYS: dict[type[Event], Say] = {
    **silence_except(pairs),
    events.Removed: _say_signed_out,
    events.OnlineCounted: _count,
    events.PartnerSought: word("waiting"),
    events.PartnerFound: say("chatStart"),
    events.PartnerLost: say("partnerLeft"),
    events.PairMessagePosted: say("message"),
    events.OfferWanted: word("create-offer"),
    events.PartnerOffered: say("webrtc-offer"),
    events.PartnerAnswered: say("webrtc-answer"),
    events.PartnerCandidateCame: say("ice-candidate"),
}
_ANSWERS: dict[type[Event], Callable[[Any], dict[str, Any]]] = {
    events.IceServersGiven: all_fields,
    events.TokenRefreshed: all_fields,
}

MEETMATES = Dialect(
    name="meetmates",
    namespace="/meetmates",
    arrival=commands.GoOnline(),
    hears=_HEARS,
    says=_SAYS,
    answers=_ANSWERS,
)

MEETMATES_PAGE = Dialect(
    name="meetmates-page",
    namespace="/meetmates-page",
    arrival=commands.GoOnline(),
    hears=_HEARS,
    says={**_SAYS, events.PartnerLost: word("waiting")},
    answers=_ANSWERS,
    traits=Traits(queued_after_seconds=_PAGE_QUEUED_AFTER_SECONDS),
)
