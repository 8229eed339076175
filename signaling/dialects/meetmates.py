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

from signaling.dialects import (
    Dialect,
    Translate,
    WireEvent,
    all_fields,
    say,
    say_without_payload,
    silence_except,
)
from signaling.dialects.parsing import ArgumentsParser, ObjectParser
from signaling.protocol import commands, events
from signaling.protocol.commands import RefreshToken
from signaling.protocol.event_context import EventContext
from signaling.protocol.events import Event, pairs
from signaling.protocol.traits import Traits

# Within this time the page removes the earlier call from its screen.
_PAGE_QUEUED_AFTER_SECONDS = 1


def _say_online_counted(event: events.OnlineCounted, _context: EventContext) -> list[WireEvent]:
    return [("onlineUsers", event.count)]


def _say_removed(event: events.Removed, _context: EventContext) -> list[WireEvent]:
    return [("error", event.reason)]


_HEARS = {
    "findChat": ArgumentsParser(commands.FindPartner, ["email", "withVideo"]),
    "next": ArgumentsParser(commands.FindNextPartner),
    "sendMessage": ArgumentsParser(commands.WriteToPartner, ["text"]),
    "ready-to-connect": ArgumentsParser(commands.BecomeReady),
    "webrtc-offer": ObjectParser(commands.OfferToPartner),
    "webrtc-answer": ObjectParser(commands.AnswerPartner),
    "ice-candidate": ObjectParser(commands.SendCandidate),
    # Extensions of this server, for clients that know them.
    "report": ObjectParser(commands.ReportPartner),
    "get-ice-servers": ObjectParser(commands.GetPairIceServers),
    "refresh-token": ObjectParser(RefreshToken),
}
_SAYS: dict[type[Event], Translate] = {
    **silence_except(pairs),
    events.Removed: _say_removed,
    events.OnlineCounted: _say_online_counted,
    events.PartnerSought: say_without_payload("waiting"),
    events.PartnerFound: say("chatStart"),
    events.PartnerLost: say("partnerLeft"),
    events.PairMessagePosted: say("message"),
    events.OfferWanted: say_without_payload("create-offer"),
    events.PartnerOffered: say("webrtc-offer"),
    events.PartnerAnswered: say("webrtc-answer"),
    events.PartnerCandidateCame: say("ice-candidate"),
}
_ACKNOWLEDGES: dict[type[Event], Callable[[Any], dict[str, Any]]] = {
    events.IceServersGiven: all_fields,
    events.TokenRefreshed: all_fields,
}

MEETMATES = Dialect(
    name="meetmates",
    namespace="/meetmates",
    on_connect=commands.GoOnline(),
    hears=_HEARS,
    says=_SAYS,
    acknowledges=_ACKNOWLEDGES,
)

MEETMATES_PAGE = Dialect(
    name="meetmates-page",
    namespace="/meetmates-page",
    on_connect=commands.GoOnline(),
    hears=_HEARS,
    says={**_SAYS, events.PartnerLost: say_without_payload("waiting")},
    acknowledges=_ACKNOWLEDGES,
    traits=Traits(requeue_after_seconds=_PAGE_QUEUED_AFTER_SECONDS),
)
