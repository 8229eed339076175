"""The protocol of MeetMates, random pairs; `docs/dialects.md` says whose clients speak it.

It has no word for a refusal: its clients take any `error` for a lost sign-in and go to their log-in
page, so what is refused is only ever acknowledged, and `error` says just that, in the sentence that
they show.
"""

from signaling import events as rooms
from signaling.commands import RefreshToken
from signaling.dialects import Dialect, Said, all_fields, say, silence, word
from signaling.dialects.hearing import Heard, HeardInOrder
from signaling.mixed import events as mixed
from signaling.pairing import commands, events
from signaling.scene import Scene


def _count(event: events.OnlineCounted, _scene: Scene) -> list[Said]:
    return [("onlineUsers", event.count)]


def _say_signed_out(event: rooms.Removed, _scene: Scene) -> list[Said]:
    return [("error", event.reason)]


MEETMATES = Dialect(
    name="meetmates",
    namespace="/meetmates",
    arrival=commands.GoOnline(),
    hears={
        "findChat": HeardInOrder(commands.FindPartner, ["email", "withVideo"]),
        "next": HeardInOrder(commands.FindNextPartner),
        "sendMessage": HeardInOrder(commands.WriteToPartner, ["text"]),
        "ready-to-connect": HeardInOrder(commands.BecomeReady),
        "webrtc-offer": Heard(commands.OfferToPartner),
        "webrtc-answer": Heard(commands.AnswerPartner),
        "ice-candidate": Heard(commands.SendCandidate),
        # Extensions, for those who know them.
        "report": Heard(commands.ReportPartner),
        "get-ice-servers": Heard(commands.GetPairIceServers),
        "refresh-token": Heard(RefreshToken),
    },
    says={
        **silence(rooms, mixed),
        rooms.Removed: _say_signed_out,
        events.OnlineCounted: _count,
        events.PartnerSought: word("waiting"),
        events.PartnerFound: say("chatStart"),
        events.PartnerLost: say("partnerLeft"),
        events.PairMessagePosted: say("message"),
        events.OfferWanted: word("create-offer"),
        events.PartnerOffered: say("webrtc-offer"),
        events.PartnerAnswered: say("webrtc-answer"),
        events.PartnerCandidateCame: say("ice-candidate"),
    },
    answers={
        rooms.IceServersGiven: all_fields,
        rooms.TokenRefreshed: all_fields,
    },
)
