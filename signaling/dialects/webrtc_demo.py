"""The protocol of webrtc-demo; `docs/dialects.md` lists its clients.

It has events only for joining, leaving, chat messages and WebRTC negotiation. It has no event for a
refusal.
"""

from email.utils import format_datetime
from typing import Any

from signaling.dialects import Dialect, WireEvent, all_fields, no_fields, silence
from signaling.dialects.original_payloads import (
    OriginalPayloadParser,
    description_object,
    original_fields,
)
from signaling.dialects.parsing import FieldsParser, ObjectParser
from signaling.protocol import commands, events
from signaling.protocol.event_context import EventContext
from signaling.protocol.traits import Traits

_NAME = "webrtc-demo"


def _person(context: EventContext, socket_id: str) -> dict[str, Any]:
    return {"roomName": context.room, "personName": context.name, "socketId": socket_id}


def _say_room_joined(event: events.RoomJoined, context: EventContext) -> list[WireEvent]:
    return [("user_joined", _person(context, event.you.socket_id))]


def _say_peer_joined(event: events.PeerJoined, context: EventContext) -> list[WireEvent]:
    return [("user_joined", _person(context, event.participant.socket_id))]


def _say_offer_requested(event: events.OfferRequested, context: EventContext) -> list[WireEvent]:
    # Its clients send an offer to each peer that joins. To request an offer to an existing peer,
    # the server reports that this peer joins now.
    return [("user_joined", _person(context, event.socket_id))]


def _say_peer_left(event: events.PeerLeft, context: EventContext) -> list[WireEvent]:
    return [("user_left", _person(context, event.socket_id))]


def _say_chat_posted(event: events.ChatPosted, _context: EventContext) -> list[WireEvent]:
    message = {
        "personName": event.sender_name,
        "content": event.content,
        "timestamp": format_datetime(event.timestamp, usegmt=True),
    }
    return [("message", message)]


def _say_offer(event: events.OfferRelayed, context: EventContext) -> list[WireEvent]:
    body = {"offer": description_object("offer", event.sdp)}
    return [("offer", _relayed(event.sender_id, body, context))]


def _say_answer(event: events.AnswerRelayed, context: EventContext) -> list[WireEvent]:
    body = {"answer": description_object("answer", event.sdp)}
    return [("answer", _relayed(event.sender_id, body, context))]


def _say_candidate(event: events.CandidateRelayed, context: EventContext) -> list[WireEvent]:
    # The first name is documented, but the clients listen to the second one.
    candidate = _relayed(event.sender_id, {"iccCandidate": event.candidate}, context)
    return [("ice-candidate", candidate), ("ice_candidate", candidate)]


def _relayed(sender_id: str, body: dict[str, Any], context: EventContext) -> dict[str, Any]:
    set_by_server = {"fromPeer": sender_id, "toPeer": context.target_id}
    return body | original_fields(context, _NAME) | set_by_server


_ROOM_FIELD = {"roomName": "roomId"}
WEBRTC_DEMO = Dialect(
    name=_NAME,
    namespace="/webrtc-demo",
    traits=Traits(
        offers="to newcomers",
        joins_by_name=True,
        has_waiting_room=False,
        opens_camera_after_join=True,
        trickles_before_description=True,
        replaces_connection_on_offer=True,
        forgets_peers_on_reconnect=True,
    ),
    hears={
        "join_room": FieldsParser(
            commands.JoinByName, {"roomName": "roomCode", "personName": "displayName"}
        ),
        "leave_room": FieldsParser(commands.Leave, _ROOM_FIELD),
        "message": FieldsParser(commands.PostMessage, {**_ROOM_FIELD, "content": "content"}),
        "offer": OriginalPayloadParser(
            FieldsParser(commands.Offer, {"offer": "sdp", "toPeer": "targetId"})
        ),
        "answer": OriginalPayloadParser(
            FieldsParser(commands.Answer, {"answer": "sdp", "toPeer": "targetId"})
        ),
        "ice_candidate": OriginalPayloadParser(
            FieldsParser(commands.Candidate, {"iccCandidate": "candidate", "toPeer": "targetId"})
        ),
        # Extensions of this server, for clients that know them.
        "get-ice-servers": ObjectParser(commands.GetIceServers),
        "refresh-token": ObjectParser(commands.RefreshToken),
    },
    says={
        **silence(events),
        events.RoomJoined: _say_room_joined,
        events.PeerJoined: _say_peer_joined,
        events.OfferRequested: _say_offer_requested,
        events.PeerLeft: _say_peer_left,
        events.ChatPosted: _say_chat_posted,
        events.OfferRelayed: _say_offer,
        events.AnswerRelayed: _say_answer,
        events.CandidateRelayed: _say_candidate,
    },
    acknowledges={
        events.RoomJoined: no_fields,
        events.KnockPlaced: no_fields,
        events.ChatPosted: no_fields,
        events.IceServersGiven: all_fields,
        events.TokenRefreshed: all_fields,
    },
)
