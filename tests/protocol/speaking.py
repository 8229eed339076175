"""One interface for clients of different protocols.

`native`, `rtcio` and `demo` each send the events of one protocol, and return the events that its
clients receive when a client of any protocol does the same.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any
from unittest.mock import ANY

from tests.clients.client import Client

Events = list[tuple[str, Any]]

OFFER = {"type": "offer", "sdp": "v=0\r\n", "extra": {"deep": [1, 2.5, None]}}
ANSWER = {"type": "answer", "sdp": "v=0\r\n"}
CANDIDATE = {"candidate": "candidate:1 1 udp 1 10.0.0.1 9 typ host", "sdpMid": "0"}


@dataclass
class Person:
    client: Client
    name: str
    room: str

    @property
    def id(self) -> str:
        return self.client.peer_id


class Language(ABC):
    """The events that clients of one protocol send, and receive about another person's actions."""

    name: str
    namespace: str

    @abstractmethod
    def join(self, me: Person) -> None: ...
    @abstractmethod
    def leave(self, me: Person) -> None: ...
    @abstractmethod
    def offer(self, me: Person, to: Person) -> None: ...
    @abstractmethod
    def answer(self, me: Person, to: Person) -> None: ...
    @abstractmethod
    def candidate(self, me: Person, to: Person) -> None: ...
    @abstractmethod
    def write(self, me: Person, words: str) -> None: ...
    @abstractmethod
    def mute(self, me: Person) -> Events:
        """Turn the microphone off; return the events that native peers receive."""

    @abstractmethod
    def entered(self, me: Person) -> Events:
        """Return the events that a newcomer receives about its own join."""

    @abstractmethod
    def refused(self, me: Person, reason: str) -> Events: ...
    @abstractmethod
    def came(self, who: Person) -> Events: ...
    @abstractmethod
    def left(self, who: Person) -> Events: ...
    @abstractmethod
    def offered(self, who: Person, me: Person) -> Events: ...
    @abstractmethod
    def answered(self, who: Person, me: Person) -> Events: ...
    @abstractmethod
    def sent_candidate(self, who: Person, me: Person) -> Events: ...
    @abstractmethod
    def wrote(self, who: Person, words: str) -> Events: ...
    @abstractmethod
    def muted(self, who: Person, natively: Events) -> Events: ...
    @abstractmethod
    def was_asked_to_offer(self, to: Person) -> Events: ...


class Native(Language):
    name = "native"
    namespace = "/"

    def join(self, me: Person) -> None:
        me.client.call("join-room", {"roomCode": me.room, "displayName": me.name})

    def leave(self, me: Person) -> None:
        me.client.call("leave-room", {})

    def offer(self, me: Person, to: Person) -> None:
        me.client.call("offer", {"targetId": to.id, "sdp": OFFER})

    def answer(self, me: Person, to: Person) -> None:
        me.client.call("answer", {"targetId": to.id, "sdp": ANSWER})

    def candidate(self, me: Person, to: Person) -> None:
        me.client.call("ice-candidate", {"targetId": to.id, "candidate": CANDIDATE})

    def write(self, me: Person, words: str) -> None:
        me.client.call("chat-message", {"content": words})

    def mute(self, me: Person) -> Events:
        me.client.call("toggle-audio", {"enabled": False})
        return [("user-toggle-audio", {"socketId": me.id, "enabled": False})]

    def entered(self, me: Person) -> Events:
        return [("room-joined", ANY)]

    def refused(self, me: Person, reason: str) -> Events:
        code = {"room-full": "ROOM_FULL", "room-locked": "ROOM_LOCKED"}[reason]
        return [("join-error", {"code": "JOIN_FAILED", "message": ANY, "reason": code})]

    def came(self, who: Person) -> Events:
        return [("user-joined", {"participant": ANY})]

    def left(self, who: Person) -> Events:
        return [("user-left", {"socketId": who.id})]

    def offered(self, who: Person, me: Person) -> Events:
        return [("offer", {"senderId": who.id, "displayName": who.name, "sdp": OFFER})]

    def answered(self, who: Person, me: Person) -> Events:
        return [("answer", {"senderId": who.id, "sdp": ANSWER})]

    def sent_candidate(self, who: Person, me: Person) -> Events:
        return [("ice-candidate", {"senderId": who.id, "candidate": CANDIDATE})]

    def wrote(self, who: Person, words: str) -> Events:
        message = {
            "id": ANY,
            "senderId": who.id,
            "senderParticipantId": ANY,
            "senderName": who.name,
            "content": words,
            "type": "TEXT",
            "timestamp": ANY,
        }
        return [("chat-message", message)]

    def muted(self, who: Person, natively: Events) -> Events:
        return natively

    def was_asked_to_offer(self, to: Person) -> Events:
        return []


class Rtcio(Language):
    name = "rtcio"
    namespace = "/rtcio"

    def join(self, me: Person) -> None:
        me.client.call("join-room", {"roomId": me.room, "name": me.name})

    def leave(self, me: Person) -> None:
        me.client.disconnect()

    def offer(self, me: Person, to: Person) -> None:
        me.client.call("#rtcio:message", self._message(me, to, {"description": OFFER}))

    def answer(self, me: Person, to: Person) -> None:
        me.client.call("#rtcio:message", self._message(me, to, {"description": ANSWER}))

    def candidate(self, me: Person, to: Person) -> None:
        me.client.call("#rtcio:message", self._message(me, to, {"candidate": CANDIDATE}))

    def write(self, me: Person, words: str) -> None:
        me.client.call("chat-message", {"roomId": me.room, "text": words})

    def mute(self, me: Person) -> Events:
        state = {"roomId": me.room, "mic": False, "cam": True, "id": me.id}
        me.client.call("media-state", state)
        return [
            ("user-toggle-audio", {"socketId": me.id, "enabled": False}),
            ("user-toggle-video", {"socketId": me.id, "enabled": True}),
        ]

    def entered(self, me: Person) -> Events:
        return [("join-ok", {"roomId": me.room})]

    def refused(self, me: Person, reason: str) -> Events:
        return [("join-error", {"reason": reason, "roomId": me.room})]

    def came(self, who: Person) -> Events:
        return [("user-connected", {"id": who.id, "name": who.name})]

    def left(self, who: Person) -> Events:
        return [("#rtcio:peer-left", {"id": who.id}), ("user-disconnected", {"id": who.id})]

    def offered(self, who: Person, me: Person) -> Events:
        return [("#rtcio:message", self._message(who, me, {"description": OFFER}))]

    def answered(self, who: Person, me: Person) -> Events:
        return [("#rtcio:message", self._message(who, me, {"description": ANSWER}))]

    def sent_candidate(self, who: Person, me: Person) -> Events:
        return [("#rtcio:message", self._message(who, me, {"candidate": CANDIDATE}))]

    def wrote(self, who: Person, words: str) -> Events:
        message = {"roomId": who.room, "id": who.id, "name": who.name, "text": words}
        return [("chat-message", message)]

    def muted(self, who: Person, natively: Events) -> Events:
        state = {"id": who.id, "roomId": who.room, "mic": False, "cam": True}
        return [("media-state", state)] if natively else []

    def was_asked_to_offer(self, to: Person) -> Events:
        return [("#rtcio:init-offer", {"source": to.id})]

    @staticmethod
    def _message(me: Person, to: Person, data: Any) -> dict[str, Any]:
        return {"source": me.id, "target": to.id, "data": data}


class Demo(Language):
    name = "webrtc-demo"
    namespace = "/webrtc-demo"

    def join(self, me: Person) -> None:
        me.client.call("join_room", {"roomName": me.room, "personName": me.name})

    def leave(self, me: Person) -> None:
        me.client.call("leave_room", {"roomName": me.room, "personName": me.name})

    def offer(self, me: Person, to: Person) -> None:
        me.client.call("offer", self._between(me, to, {"offer": OFFER}))

    def answer(self, me: Person, to: Person) -> None:
        me.client.call("answer", self._between(me, to, {"answer": ANSWER}))

    def candidate(self, me: Person, to: Person) -> None:
        me.client.call("ice_candidate", self._between(me, to, {"iccCandidate": CANDIDATE}))

    def write(self, me: Person, words: str) -> None:
        me.client.call("message", {"roomName": me.room, "personName": me.name, "content": words})

    def mute(self, me: Person) -> Events:
        """Send nothing: this protocol has no equivalent event."""
        return []

    def entered(self, me: Person) -> Events:
        return self.came(me)

    def refused(self, me: Person, reason: str) -> Events:
        return []

    def came(self, who: Person) -> Events:
        return [("user_joined", self._person(who))]

    def left(self, who: Person) -> Events:
        return [("user_left", self._person(who))]

    def offered(self, who: Person, me: Person) -> Events:
        return [("offer", self._between(who, me, {"offer": OFFER}))]

    def answered(self, who: Person, me: Person) -> Events:
        return [("answer", self._between(who, me, {"answer": ANSWER}))]

    def sent_candidate(self, who: Person, me: Person) -> Events:
        candidate = self._between(who, me, {"iccCandidate": CANDIDATE})
        return [("ice-candidate", candidate), ("ice_candidate", candidate)]

    def wrote(self, who: Person, words: str) -> Events:
        return [("message", {"personName": who.name, "content": words, "timestamp": ANY})]

    def muted(self, who: Person, natively: Events) -> Events:
        return []

    def was_asked_to_offer(self, to: Person) -> Events:
        return self.came(to)

    @staticmethod
    def _person(who: Person) -> dict[str, Any]:
        return {"roomName": who.room, "personName": who.name, "socketId": who.id}

    @staticmethod
    def _between(me: Person, to: Person, body: dict[str, Any]) -> dict[str, Any]:
        return {**body, "fromPeer": me.id, "toPeer": to.id}


native, rtcio, demo = Native(), Rtcio(), Demo()
LANGUAGES = (native, rtcio, demo)
