"""Two people of any two protocols in one room: the events that each gets about the other."""

from collections.abc import Callable
from typing import Any
from unittest.mock import ANY

import pytest

from rooms.models import Room
from tests.clients.client import Client
from tests.clients.connecting import Connecting
from tests.protocol.joining import access_token
from tests.protocol.speaking import LANGUAGES, Events, Language, Person, demo, native, rtcio

Visit = Callable[..., Person]

by_pairs = pytest.mark.parametrize(
    ("ours", "theirs"),
    [(ours, theirs) for ours in LANGUAGES for theirs in LANGUAGES],
    ids=[f"{ours.name} and {theirs.name}" for ours in LANGUAGES for theirs in LANGUAGES],
)
# The present client, the newcomer, and the client that is asked to offer, if any.
ASKED = [
    (native, native, None),
    (native, rtcio, "newcomer"),
    (native, demo, "newcomer"),
    (rtcio, native, None),
    (rtcio, rtcio, "existing"),
    (rtcio, demo, "existing"),
    (demo, native, None),
    (demo, rtcio, "newcomer"),
    (demo, demo, None),
]


@pytest.fixture
def visit(connect: Connecting, room: Room) -> Visit:
    """Give a function that connects a client of a protocol, without joining."""

    def visit(name: str, language: Language) -> Person:
        return Person(connect(namespace=language.namespace), name, room.code)

    return visit


@pytest.fixture
def pair(visit: Visit, ours: Language, theirs: Language) -> tuple[Person, Person]:
    """Give two clients in the room, after all events of their joins."""
    ann, ben = visit("Ann", ours), visit("Ben", theirs)
    ours.join(ann)
    theirs.join(ben)
    wait_for_introduction(ann, ours, ben, theirs)
    ann.client.take_received()
    ben.client.take_received()
    return ann, ben


def wait_for_introduction(ann: Person, ours: Language, ben: Person, theirs: Language) -> None:
    """Wait for the request to offer, if one of the two clients gets one."""
    asked = next(asked for one, two, asked in ASKED if (one, two) == (ours, theirs))
    if asked == "existing":
        ann.client.expect(ours.was_asked_to_offer(ben)[0][0], **ours.was_asked_to_offer(ben)[0][1])
    if asked == "newcomer":
        request = theirs.was_asked_to_offer(ann)[0]
        ben.client.expect(request[0], **request[1])


def exactly(client: Client, expected: Events) -> None:
    assert without_times(client.take_received()) == expected


def without_times(received: Events) -> Events:
    return [
        (name, {key: value for key, value in payload.items() if key != "at"})
        for name, payload in received
    ]


@pytest.mark.parametrize(("ours", "theirs", "asked"), ASKED)
def test_a_join_is_told_once_and_exactly_one_of_the_two_offers(
    visit: Visit, ours: Language, theirs: Language, asked: str | None
) -> None:
    ann, ben = visit("Ann", ours), visit("Ben", theirs)
    ours.join(ann)
    exactly(ann.client, ours.entered(ann))

    theirs.join(ben)

    told = {"ann": ours.came(ben), "ben": theirs.entered(ben)}
    if theirs is rtcio:
        told["ben"] = rtcio.came(ann) + told["ben"]
    wait_for_introduction(ann, ours, ben, theirs)
    exactly(ann.client, told["ann"])
    exactly(ben.client, told["ben"])


def test_a_native_newcomer_gets_all_participants(visit: Visit) -> None:
    people = [(visit(language.name, language), language) for language in LANGUAGES]
    for person, language in people:
        language.join(person)
    dora = visit("Dora", native)
    native.join(dora)
    participants = dora.client.expect("room-joined")["participants"]
    assert [(one["socketId"], one["displayName"], one["protocol"]) for one in participants] == [
        (person.id, language.name, language.name) for person, language in people
    ]


@by_pairs
def test_signals_pass_in_both_directions(
    pair: tuple[Person, Person], ours: Language, theirs: Language
) -> None:
    ann, ben = pair
    ours.offer(ann, ben)
    exactly(ben.client, theirs.offered(ann, ben))
    theirs.answer(ben, ann)
    exactly(ann.client, ours.answered(ben, ann))
    ours.candidate(ann, ben)
    exactly(ben.client, theirs.sent_candidate(ann, ben))
    theirs.candidate(ben, ann)
    exactly(ann.client, ours.sent_candidate(ben, ann))


@by_pairs
def test_chat_reaches_the_other_and_is_echoed_as_the_protocol_does(
    pair: tuple[Person, Person], ours: Language, theirs: Language
) -> None:
    ann, ben = pair
    ours.write(ann, "Hello <b>Ben</b>")
    exactly(ben.client, theirs.wrote(ann, "Hello <b>Ben</b>"))
    exactly(ann.client, [] if ours is rtcio else ours.wrote(ann, "Hello <b>Ben</b>"))


@by_pairs
def test_the_media_state_is_sent_to_the_other(
    pair: tuple[Person, Person], ours: Language, theirs: Language
) -> None:
    ann, ben = pair
    exactly(ben.client, theirs.muted(ann, natively=ours.mute(ann)))
    exactly(ann.client, [])


@by_pairs
def test_a_leave_is_told_once(
    pair: tuple[Person, Person], ours: Language, theirs: Language
) -> None:
    ann, ben = pair
    left = theirs.left(ann)
    ours.leave(ann)
    ben.client.expect(*left[0][:1], **left[0][1])
    exactly(ben.client, left[1:])


@pytest.mark.parametrize("theirs", LANGUAGES, ids=lambda language: language.name)
def test_a_locked_room_refuses_newcomers_in_their_protocol(
    visit: Visit, room: Room, connect: Connecting, theirs: Language
) -> None:
    host = connect({"token": access_token(room.host)})
    host.call("join-room", {"roomCode": room.code})
    host.call("lock-room", {"locked": True})
    ben = visit("Ben", theirs)

    theirs.join(ben)

    exactly(ben.client, theirs.refused(ben, "room-locked"))
    host.call("lock-room", {"locked": False})
    theirs.join(ben)
    (entered,) = theirs.entered(ben)
    ben.client.expect(entered[0])


@pytest.mark.parametrize("theirs", LANGUAGES, ids=lambda language: language.name)
def test_a_full_room_refuses_newcomers_in_their_protocol(
    visit: Visit, room: Room, theirs: Language
) -> None:
    room.settings.max_participants = 2  # one place is kept for the host
    room.settings.save()
    first, ben = visit("Ann", native), visit("Ben", theirs)
    native.join(first)

    theirs.join(ben)

    exactly(ben.client, theirs.refused(ben, "room-full"))


@by_pairs
def test_a_removed_participant_is_closed_and_the_others_are_told(
    pair: tuple[Person, Person],
    connect: Connecting,
    room: Room,
    theirs: Language,
) -> None:
    target, ben = pair
    host = connect({"token": access_token(room.host)})
    host.call("join-room", {"roomCode": room.code})
    ben.client.take_received()
    removed: dict[str, Any] = {"targetId": target.id}

    assert host.call("remove-participant", removed) == {"success": True}

    target.client.wait_closed()
    exactly(ben.client, theirs.left(target))


@pytest.mark.parametrize("theirs", LANGUAGES, ids=lambda language: language.name)
def test_a_knocker_gets_no_event_until_it_is_admitted(
    visit: Visit, connect: Connecting, room: Room, theirs: Language
) -> None:
    room.settings.waiting_room = True
    room.settings.save()
    host = connect({"token": access_token(room.host)})
    host.call("join-room", {"roomCode": room.code})
    ben = visit("Ben", theirs)

    theirs.join(ben)

    (knocker,) = host.expect("waiting-room-update")["waiting"]
    exactly(ben.client, [("waiting-room", ANY)] if theirs is native else [])
    host.call("admit-participant", {"targetId": knocker["participantId"]})
    name, payload = theirs.entered(ben)[0]
    ben.client.expect(name, **({} if payload is ANY else payload))
    host.expect("user-joined")


@pytest.mark.parametrize("ours", [rtcio, demo], ids=lambda language: language.name)
def test_a_host_who_ends_the_meeting_closes_everybody(
    visit: Visit, connect: Connecting, room: Room, ours: Language
) -> None:
    host = connect({"token": access_token(room.host)})
    host.call("join-room", {"roomCode": room.code})
    ben = visit("Ben", ours)
    ours.join(ben)
    host.expect("user-joined")

    host.call("end-room", {})

    ben.client.wait_closed()
