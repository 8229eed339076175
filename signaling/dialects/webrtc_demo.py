"""The protocol of webrtc-demo; `docs/dialects.md` lists its clients.

It has events only for joining, leaving, chat messages and WebRTC negotiation. It has no event for a
refusal.
"""

from email.utils import format_datetime
from typing import Any

from signaling.dialects import Dialect, Said, all_fields, no_fields, silence
from signaling.dialects.parsing import Heard, HeardAs
from signaling.dialects.quoting import HeardQuoted, quoted, whole_description
from signaling.protocol import commands, events
from signaling.protocol.event_context import EventContext
from signaling.protocol.traits import Traits

_NAME = "webrtc-demo"


def _person(context: EventContext, socket_id: str) -> dict[str, Any]:
    return {"roomName": context.room, "personName": context.name, "socketId": socket_id}


def _say_entered(event: events.RoomJoined, context: EventContext) -> list[Said]:
    return [("user_joined", _person(context, event.you.socket_id))]


def _say_joined(event: events.PeerJoined, context: EventContext) -> list[Said]:
    return [("user_joined", _person(context, event.participant.socket_id))]


def _say_request(event: events.OfferRequested, context: EventContext) -> list[Said]:
    # Its clients send an offer to each peer that joins. To request an offer to an existing peer,
    # the server reports that this peer joins now.
    return [("user_joined", _person(context, event.socket_id))]


def _say_left(event: events.PeerLeft, context: EventContext) -> list[Said]:
    return [("user_left", _person(context, event.socket_id))]


def _say_chat(event: events.ChatPosted, _scene: EventContext) -> list[Said]:
    message = {
        "personName": event.sender_name,
        "content": event.content,
        "timestamp": format_datetime(event.timestamp, usegmt=True),
    }
    return [("message", message)]


def _say_offer(event: events.OfferRelayed, context: EventContext) -> list[Said]:
    body = {"offer": whole_description("offer", event.sdp)}
    return [("offer", _between(event.sender_id, body, context))]


def _say_answer(event: events.AnswerRelayed, context: EventContext) -> list[Said]:
    body = {"answer": whole_description("answer", event.sdp)}
    return [("answer", _between(event.sender_id, body, context))]


def _say_candidate(event: events.CandidateRelayed, context: EventContext) -> list[Said]:
    # The first name is documented, but the clients listen to the second one.
    candidate = _between(event.sender_id, {"iccCandidate": event.candidate}, context)
    return [("ice-candidate", candidate), ("ice_candidate", candidate)]


def _between(sender_id: str, body: dict[str, Any], context: EventContext) -> dict[str, Any]:
    known = {"fromPeer": sender_id, "toPeer": context.target_id}
    return body | quoted(context, _NAME) | known


_ROOM = {"roomName": "roomId"}
WEBRTC_DEMO = Dialect(
    name=_NAME,
    namespace="/webrtc-demo",
    traits=Traits(
        offers="to newcomers",
        names_rooms=True,
        knocks=False,
        opens_camera_late=True,
        trickles_early=True,
        takes_offers_anew=True,
        starts_over=True,
    ),
    hears={
        "join_room": HeardAs(
            commands.JoinByName, {"roomName": "roomCode", "personName": "displayName"}
        ),
        "leave_room": HeardAs(commands.Leave, _ROOM),
        "message": HeardAs(commands.PostMessage, {**_ROOM, "content": "content"}),
        "offer": HeardQuoted(HeardAs(commands.Offer, {"offer": "sdp", "toPeer": "targetId"})),
        "answer": HeardQuoted(HeardAs(commands.Answer, {"answer": "sdp", "toPeer": "targetId"})),
        "ice_candidate": HeardQuoted(
            HeardAs(commands.Candidate, {"iccCandidate": "candidate", "toPeer": "targetId"})
        ),
        # Extensions of this server, for clients that know them.
        "get-ice-servers": Heard(commands.GetIceServers),
        "refresh-token": Heard(commands.RefreshToken),
    },
    says={
        **silence(events),
        events.RoomJoined: _say_entered,
        events.PeerJoined: _say_joined,
        events.OfferRequested: _say_request,
        events.PeerLeft: _say_left,
        events.ChatPosted: _say_chat,
        events.OfferRelayed: _say_offer,
        events.AnswerRelayed: _say_answer,
        events.CandidateRelayed: _say_candidate,
    },
    answers={
        events.RoomJoined: no_fields,
        events.KnockPlaced: no_fields,
        events.ChatPosted: no_fields,
        events.IceServersGiven: all_fields,
        events.TokenRefreshed: all_fields,
    },
)
