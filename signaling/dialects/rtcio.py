"""The protocol of rtc.io; `docs/dialects.md` lists its clients.

One event, `#rtcio:message`, carries all data that two peers exchange about their connection.
Between clients of this protocol it is relayed unchanged. Clients of other protocols get only the
descriptions and candidates in it.
"""

from typing import Any

from rooms.refusals import (
    InvalidInput,
    KnockDenied,
    KnockRequired,
    Refusal,
    RoomFull,
    RoomLocked,
    WaitingRoomFull,
)
from signaling.dialects import Dialect, WireEvent, all_fields, no_fields, say, silence
from signaling.dialects.original_payloads import (
    OriginalPayloadParser,
    description_object,
    original_fields,
)
from signaling.dialects.parsing import FieldsParser, ObjectParser
from signaling.dialects.rtcio_arguments import (
    TEXT_FIELDS,
    ChatParser,
    JoinParser,
    MessageParser,
    named_room,
)
from signaling.presence.records import Seat
from signaling.presence.refusals import (
    PasswordRequired,
    TooManyPasswords,
    TooManyRooms,
    WrongPassword,
)
from signaling.protocol import commands, events
from signaling.protocol.event_context import EventContext
from signaling.protocol.packets import Arguments
from signaling.protocol.traits import Traits

_NAME = "rtcio"
# Every other refusal is reported as "not-found".
_REASONS: dict[type[Refusal], str] = {
    InvalidInput: "invalid-room",
    PasswordRequired: "password-required",
    WrongPassword: "wrong-password",
    TooManyPasswords: "wrong-password",
    RoomFull: "room-full",
    WaitingRoomFull: "room-full",
    TooManyRooms: "room-full",
    RoomLocked: "room-locked",
    KnockDenied: "room-locked",
    KnockRequired: "room-locked",
}


def _refuse(refusal: Refusal, arguments: Arguments) -> events.RoomRefused:
    reasons = [reason for kind, reason in _REASONS.items() if isinstance(refusal, kind)]
    return events.RoomRefused(
        reason=next(iter(reasons), "not-found"), room_id=named_room(arguments)
    )


def _say_room_joined(_event: events.RoomJoined, context: EventContext) -> list[WireEvent]:
    wire_events: list[WireEvent] = []
    for other in context.others:
        if not other.is_departed:
            wire_events += _user_connected(other)
    return [*wire_events, ("join-ok", {"roomId": context.room})]


def _say_room_reentered(_event: events.RoomReentered, context: EventContext) -> list[WireEvent]:
    return [("join-ok", {"roomId": context.room})]


def _say_knock_ended(event: events.KnockEnded, context: EventContext) -> list[WireEvent]:
    reason = "room-locked" if event.status == "denied" else "not-found"
    return [("join-error", {"reason": reason, "roomId": context.room})]


def _say_peer_joined(_event: events.PeerJoined, context: EventContext) -> list[WireEvent]:
    return [] if context.seat is None else _user_connected(context.seat)


def _user_connected(seat: Seat) -> list[WireEvent]:
    wire_events: list[WireEvent] = [
        ("user-connected", {"id": seat.peer_id, "name": seat.display_name})
    ]
    if seat.has_shown_media or seat.is_muted or seat.is_video_off:
        wire_events.append(("media-state", _media_state(seat)))
    return wire_events


def _say_peer_left(event: events.PeerLeft, _context: EventContext) -> list[WireEvent]:
    gone = {"id": event.socket_id}
    return [("#rtcio:peer-left", gone), ("user-disconnected", gone)]


def _say_offer_requested(event: events.OfferRequested, _context: EventContext) -> list[WireEvent]:
    return [("#rtcio:init-offer", {"source": event.socket_id})]


def _say_media_toggled(_event: events.Event, context: EventContext) -> list[WireEvent]:
    return [] if context.seat is None else [("media-state", _media_state(context.seat))]


def _media_state(seat: Seat) -> dict[str, Any]:
    return {
        "id": seat.peer_id,
        "roomId": seat.room_code,
        "mic": not seat.is_muted,
        "cam": not seat.is_video_off,
    }


def _say_screen_share_stopped(
    event: events.ScreenShareStopped, context: EventContext
) -> list[WireEvent]:
    set_by_server = {"roomId": context.room, "id": event.socket_id}
    return [("stopScreenShare", original_fields(context, _NAME) | set_by_server)]


def _say_chat_posted(event: events.ChatPosted, context: EventContext) -> list[WireEvent]:
    sent = original_fields(context, _NAME)
    key = next((key for key in TEXT_FIELDS if key in sent), TEXT_FIELDS[0])
    set_by_server = {
        "roomId": context.room,
        "id": event.sender_id,
        "name": event.sender_name,
        key: event.content,
    }
    if "source" in sent:
        set_by_server["source"] = event.sender_id
    if not sent:
        sent = {"at": int(event.timestamp.timestamp() * 1000)}
    return [("chat-message", sent | set_by_server)]


def _say_offer(event: events.OfferRelayed, context: EventContext) -> list[WireEvent]:
    data = {"description": description_object("offer", event.sdp)}
    return _message(event.sender_id, data, context)


def _say_answer(event: events.AnswerRelayed, context: EventContext) -> list[WireEvent]:
    data = {"description": description_object("answer", event.sdp)}
    return _message(event.sender_id, data, context)


def _say_candidate(event: events.CandidateRelayed, context: EventContext) -> list[WireEvent]:
    return _message(event.sender_id, {"candidate": event.candidate}, context)


def _say_passed_on(event: events.PassedOn, context: EventContext) -> list[WireEvent]:
    sent = original_fields(context, _NAME)
    return _message(event.sender_id, sent.get("data", {}), context) if sent else []


def _message(sender_id: str, data: Any, context: EventContext) -> list[WireEvent]:
    set_by_server = {"source": sender_id, "target": context.target_id}
    fields = {"data": data} | original_fields(context, _NAME) | set_by_server
    return [("#rtcio:message", fields)]


_ROOM_FIELDS = {"roomId": "roomCode", "password": "password"}
RTCIO = Dialect(
    name=_NAME,
    namespace="/rtcio",
    traits=Traits(
        offers="when asked",
        joins_by_name=True,
        keeps_peers_on_rejoin=True,
        has_waiting_room=False,
        receives_own_chat=False,
        default_display_name="Guest",
    ),
    hears={
        "join-room": JoinParser(commands.JoinByName, {**_ROOM_FIELDS, "name": "displayName"}),
        "leave-room": FieldsParser(commands.Leave, {"roomId": "roomId"}),
        "check-room": FieldsParser(commands.CheckRoom, _ROOM_FIELDS),
        "media-state": FieldsParser(
            commands.ShowMedia, {"roomId": "roomId", "mic": "audio", "cam": "video"}
        ),
        "stopScreenShare": OriginalPayloadParser(
            FieldsParser(commands.StopScreenShare, {"roomId": "roomId"})
        ),
        "chat-message": ChatParser(commands.PostMessage),
        "#rtcio:message": MessageParser(commands.CommandWithOriginal),
        # Extensions of this server, for clients that know them.
        "get-ice-servers": ObjectParser(commands.GetIceServers),
        "refresh-token": ObjectParser(commands.RefreshToken),
    },
    says={
        **silence(events),
        events.RoomJoined: _say_room_joined,
        events.RoomReentered: _say_room_reentered,
        events.RoomRefused: say("join-error"),
        events.RoomChecked: say("room-check-ok"),
        events.KnockEnded: _say_knock_ended,
        events.PeerJoined: _say_peer_joined,
        events.OfferRequested: _say_offer_requested,
        events.PeerLeft: _say_peer_left,
        events.AudioToggled: _say_media_toggled,
        events.VideoToggled: _say_media_toggled,
        events.MediaToggled: _say_media_toggled,
        events.ScreenShareStopped: _say_screen_share_stopped,
        events.ChatPosted: _say_chat_posted,
        events.OfferRelayed: _say_offer,
        events.AnswerRelayed: _say_answer,
        events.CandidateRelayed: _say_candidate,
        events.PassedOn: _say_passed_on,
    },
    acknowledges={
        events.RoomJoined: no_fields,
        events.KnockPlaced: no_fields,
        events.ChatPosted: no_fields,
        events.RoomChecked: all_fields,
        events.IceServersGiven: all_fields,
        events.TokenRefreshed: all_fields,
    },
    refuses={commands.JoinByName: _refuse, commands.CheckRoom: _refuse},
)
