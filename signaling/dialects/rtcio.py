"""The protocol of rtc.io; `docs/dialects.md` lists its clients.

One event, `#rtcio:message`, carries all data that two peers exchange about their connection.
Between clients of this protocol it is relayed unchanged. Clients of other protocols get only the
descriptions and candidates in it.
"""

from typing import Any

import msgspec
from msgspec import UNSET, Raw

from accounts.names import clean_name
from rooms.refusals import (
    InvalidInput,
    KnockDenied,
    KnockRequired,
    Refusal,
    RoomFull,
    RoomLocked,
    WaitingRoomFull,
)
from signaling.dialects import Dialect, Said, all_fields, no_fields, say, silence
from signaling.dialects.parsing import Heard, HeardArguments, HeardAs, fields_of
from signaling.dialects.quoting import HeardQuoted, quoted, readable, whole_description
from signaling.presence.records import Seat
from signaling.presence.refusals import (
    PasswordRequired,
    TooManyPasswords,
    TooManyRooms,
    WrongPassword,
)
from signaling.protocol import commands, events
from signaling.protocol.commands import Command
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
# The fields in which clients send the text of a chat message. A message from a client of another
# protocol is sent in the first one.
_WORDS = ("text", "message", "content")
# Cleaning takes time for each character, and a name keeps at most 50 characters.
_NAME_READ_CHARACTERS = 500


class _HeardMessage(HeardArguments):
    """An event with `{source, target, data}`; the fields of `data` determine the command."""

    def build(self, arguments: Arguments) -> Command:
        if len(arguments) != 1:
            raise InvalidInput("This event takes one argument")
        message = fields_of(readable(arguments[0]))
        data = fields_of(message.get("data", Raw(b"")))
        target = message.get("target", Raw(b"null"))
        return commands.Quoted(command=_signal(target, data), payload=arguments[0])


def _signal(target: Raw, data: dict[str, Raw]) -> Command:
    if "description" in data:
        kind = _decode(data["description"], _Description).type
        if kind in ("offer", "answer"):
            command = commands.Offer if kind == "offer" else commands.Answer
            return _build(command, targetId=target, sdp=data["description"])
    elif "candidate" in data:
        return _build(commands.Candidate, targetId=target, candidate=data["candidate"])
    elif "mid" not in data:
        raise InvalidInput("This is nothing that peers say to each other")
    return _build(commands.PassOn, targetId=target)


class _Description(msgspec.Struct):
    type: str


def _build(command: type[Command], **fields: Raw) -> Command:
    built: Command = _decode(Raw(msgspec.json.encode(fields)), command)
    return built


def _decode(raw: Raw, kind: Any) -> Any:
    try:
        return msgspec.json.decode(raw, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidInput from error


class _HeardChat(HeardArguments):
    def build(self, arguments: Arguments) -> Command:
        if len(arguments) != 1:
            raise InvalidInput("This event takes one argument")
        sent = fields_of(readable(arguments[0]))
        named = {"content": next((key for key in _WORDS if key in sent), ""), "roomId": "roomId"}
        fields = {known: sent[name] for known, name in named.items() if name in sent}
        command = _build(commands.PostMessage, **fields)
        return commands.Quoted(command=command, payload=arguments[0])


class _HeardJoin(HeardAs):
    """A join that accepts any display name, like this protocol's own server.

    A name that is too long is cut. A name that is empty or not a string counts as missing.
    """

    def _fields_of(self, payload: msgspec.Raw) -> dict[str, msgspec.Raw]:
        fields = super()._fields_of(payload)
        text = _text(fields.pop("displayName", Raw(b"null")))
        name = clean_name(text[:_NAME_READ_CHARACTERS])
        return {**fields, "displayName": Raw(msgspec.json.encode(name))} if name else fields


def _text(raw: Raw) -> str:
    try:
        text: str = _decode(raw, str)
    except InvalidInput:
        return ""
    return text


def _refuse(refusal: Refusal, arguments: Arguments) -> events.RoomRefused:
    reasons = [word for kind, word in _REASONS.items() if isinstance(refusal, kind)]
    return events.RoomRefused(
        reason=next(iter(reasons), "not-found"), room_id=_room_named(arguments)
    )


def _room_named(arguments: Arguments) -> Any:
    try:
        return _decode(fields_of(arguments[0])["roomId"], str)
    except (InvalidInput, LookupError):
        return UNSET


def _say_joined(_event: events.RoomJoined, context: EventContext) -> list[Said]:
    said: list[Said] = []
    for other in context.others:
        if not other.is_departed:
            said += _connected(other)
    return [*said, ("join-ok", {"roomId": context.room})]


def _say_joined_again(_event: events.RoomReentered, context: EventContext) -> list[Said]:
    return [("join-ok", {"roomId": context.room})]


def _say_knock_ended(event: events.KnockEnded, context: EventContext) -> list[Said]:
    reason = "room-locked" if event.status == "denied" else "not-found"
    return [("join-error", {"reason": reason, "roomId": context.room})]


def _say_connected(_event: events.PeerJoined, context: EventContext) -> list[Said]:
    return [] if context.seat is None else _connected(context.seat)


def _connected(seat: Seat) -> list[Said]:
    said: list[Said] = [("user-connected", {"id": seat.peer_id, "name": seat.display_name})]
    if seat.has_shown_media or seat.is_muted or seat.is_video_off:
        said.append(("media-state", _media(seat)))
    return said


def _say_left(event: events.PeerLeft, _scene: EventContext) -> list[Said]:
    gone = {"id": event.socket_id}
    return [("#rtcio:peer-left", gone), ("user-disconnected", gone)]


def _say_request(event: events.OfferRequested, _scene: EventContext) -> list[Said]:
    return [("#rtcio:init-offer", {"source": event.socket_id})]


def _say_media(_event: events.Event, context: EventContext) -> list[Said]:
    return [] if context.seat is None else [("media-state", _media(context.seat))]


def _media(seat: Seat) -> dict[str, Any]:
    return {
        "id": seat.peer_id,
        "roomId": seat.room_code,
        "mic": not seat.is_muted,
        "cam": not seat.is_video_off,
    }


def _say_stopped(event: events.ScreenShareStopped, context: EventContext) -> list[Said]:
    claims = {"roomId": context.room, "id": event.socket_id}
    return [("stopScreenShare", quoted(context, _NAME) | claims)]


def _say_chat(event: events.ChatPosted, context: EventContext) -> list[Said]:
    sent = quoted(context, _NAME)
    key = next((key for key in _WORDS if key in sent), _WORDS[0])
    known = {
        "roomId": context.room,
        "id": event.sender_id,
        "name": event.sender_name,
        key: event.content,
    }
    claimed = {"source": event.sender_id} if "source" in sent else {}
    if not sent:
        sent = {"at": int(event.timestamp.timestamp() * 1000)}
    return [("chat-message", sent | known | claimed)]


def _say_offer(event: events.OfferRelayed, context: EventContext) -> list[Said]:
    data = {"description": whole_description("offer", event.sdp)}
    return _message(event.sender_id, data, context)


def _say_answer(event: events.AnswerRelayed, context: EventContext) -> list[Said]:
    data = {"description": whole_description("answer", event.sdp)}
    return _message(event.sender_id, data, context)


def _say_candidate(event: events.CandidateRelayed, context: EventContext) -> list[Said]:
    return _message(event.sender_id, {"candidate": event.candidate}, context)


def _say_passed_on(event: events.PassedOn, context: EventContext) -> list[Said]:
    sent = quoted(context, _NAME)
    return _message(event.sender_id, sent.get("data", {}), context) if sent else []


def _message(sender_id: str, data: Any, context: EventContext) -> list[Said]:
    known = {"source": sender_id, "target": context.target_id}
    return [("#rtcio:message", {"data": data} | quoted(context, _NAME) | known)]


_NAMING = {"roomId": "roomCode", "password": "password"}
RTCIO = Dialect(
    name=_NAME,
    namespace="/rtcio",
    traits=Traits(
        offers="when asked",
        names_rooms=True,
        rejoins_quietly=True,
        knocks=False,
        hears_own_chat=False,
        names_strangers="Guest",
    ),
    hears={
        "join-room": _HeardJoin(commands.JoinByName, {**_NAMING, "name": "displayName"}),
        "leave-room": HeardAs(commands.Leave, {"roomId": "roomId"}),
        "check-room": HeardAs(commands.CheckRoom, _NAMING),
        "media-state": HeardAs(
            commands.ShowMedia, {"roomId": "roomId", "mic": "audio", "cam": "video"}
        ),
        "stopScreenShare": HeardQuoted(HeardAs(commands.StopScreenShare, {"roomId": "roomId"})),
        "chat-message": _HeardChat(commands.PostMessage),
        "#rtcio:message": _HeardMessage(commands.Quoted),
        # Extensions of this server, for clients that know them.
        "get-ice-servers": Heard(commands.GetIceServers),
        "refresh-token": Heard(commands.RefreshToken),
    },
    says={
        **silence(events),
        events.RoomJoined: _say_joined,
        events.RoomReentered: _say_joined_again,
        events.RoomRefused: say("join-error"),
        events.RoomChecked: say("room-check-ok"),
        events.KnockEnded: _say_knock_ended,
        events.PeerJoined: _say_connected,
        events.OfferRequested: _say_request,
        events.PeerLeft: _say_left,
        events.AudioToggled: _say_media,
        events.VideoToggled: _say_media,
        events.MediaToggled: _say_media,
        events.ScreenShareStopped: _say_stopped,
        events.ChatPosted: _say_chat,
        events.OfferRelayed: _say_offer,
        events.AnswerRelayed: _say_answer,
        events.CandidateRelayed: _say_candidate,
        events.PassedOn: _say_passed_on,
    },
    answers={
        events.RoomJoined: no_fields,
        events.KnockPlaced: no_fields,
        events.ChatPosted: no_fields,
        events.RoomChecked: all_fields,
        events.IceServersGiven: all_fields,
        events.TokenRefreshed: all_fields,
    },
    refuses={commands.JoinByName: _refuse, commands.CheckRoom: _refuse},
)
