"""Attacks on a server on which other people talk, sometimes in the same room.

An attack returns the number of its connections. It leaves them open if that is part of the attack.
It does as little work as possible, so that the machine is free for the server: its data is prepared
in advance.
"""

import json
import time
from collections.abc import Callable
from contextlib import ExitStack

from tests.hostile.bare import POLLING, Bare
from tests.hostile.frames import UNACCEPTABLE, frame
from tests.hostile.guest import Guest, Visitor
from tests.hostile.promises import Place

Attack = Callable[[Place, ExitStack], int]

LARGE_BYTES = 20_000_000
_FLOOD = frame(b'42["toggle-audio",{"enabled":true}]') * 2000
_SEARCHES = frame(b'42/meetmates,["findChat","",true]') * 500
_LARGE_BODY = bytes(LARGE_BYTES)
# More than the server buffers for one client, but within the rate limit of the sender.
_OFFERS = 190
_CLAIMS = 50
_SEEKERS = 5
_VISITORS = 200
_POLLERS = 20
_HANDSHAKES_OF_EACH = 75  # as much as the server reads in one call
_PIECE_SECONDS = 0.02


def a_flooder(place: Place, open_: ExitStack) -> int:
    flooder = open_.enter_context(Guest(place.address))
    flooder.join(place.code)
    flooder.send_what_is_taken(_FLOOD)
    return 1


def a_slow_reader(place: Place, open_: ExitStack) -> int:
    slow = open_.enter_context(Guest(place.address, receive_buffer_bytes=4096))
    with Guest(place.address) as sender:
        sender.join(place.code)
        offer = {"targetId": slow.join(place.code), "sdp": {"sdp": "v" * 60_000}}
        sender.send(frame(f"42{json.dumps(['offer', offer])}".encode()) * _OFFERS)
        # When this is acknowledged, all offers have been relayed.
        sender.call("toggle-audio", {"enabled": True})
    return 1


def a_hundred_silent_sockets(place: Place, open_: ExitStack) -> int:
    silent = [open_.enter_context(Bare(place.address)) for _ in range(100)]
    for number, bare in enumerate(silent):
        if number % 2:
            bare.upgrade()
        else:
            bare.request("GET", POLLING)
    return len(silent)


def ten_large_bodies(place: Place, open_: ExitStack) -> int:
    for _ in range(10):
        bare = open_.enter_context(Bare(place.address))
        bare.request("POST", "/", {"Content-Length": str(LARGE_BYTES)})
        bare.send_what_is_taken(_LARGE_BODY)
    return 10


def handshakes_on_polling(place: Place, _open: ExitStack) -> int:
    """Request thousands of sessions on few connections; a few hundred a second are opened."""
    flooders = [Bare(place.address) for _ in range(_POLLERS)]
    for flooder in flooders:
        for _ in range(_HANDSHAKES_OF_EACH):
            flooder.request("GET", POLLING)
    time.sleep(_PIECE_SECONDS * _POLLERS)
    for flooder in flooders:
        flooder.abort()
    return _POLLERS


def two_hundred_pages_at_once(place: Place, open_: ExitStack) -> int:
    visitors = [open_.enter_context(Bare(place.address)) for _ in range(_VISITORS)]
    for visitor in visitors:
        visitor.request("GET", f"/{place.code}")
    for visitor in visitors:
        assert visitor.response()[0] in (200, 503)
    return _VISITORS


def frames_of_every_bad_kind(place: Place, open_: ExitStack) -> int:
    for data in UNACCEPTABLE.values():
        hostile = open_.enter_context(Guest(place.address))
        hostile.connect()
        hostile.send_what_is_taken(data)
        time.sleep(_PIECE_SECONDS)
    return len(UNACCEPTABLE)


def a_connection_claimed_again_and_again(place: Place, open_: ExitStack) -> int:
    claimed = open_.enter_context(Guest(place.address)).present({"displayName": "Mallory"})
    for _ in range(_CLAIMS):
        open_.enter_context(Guest(place.address)).present({"pid": claimed.get("pid")})
        time.sleep(_PIECE_SECONDS)
    with Guest(place.address) as last:
        last.present({"pid": claimed.get("pid")})
        last.send_packet("41")
    return _CLAIMS + 1


def seekers_of_partners(place: Place, open_: ExitStack) -> int:
    for _ in range(_SEEKERS):
        seeker = open_.enter_context(Visitor(place.address))
        seeker.connect()
        seeker.send_what_is_taken(_SEARCHES)
        time.sleep(_PIECE_SECONDS)
    return _SEEKERS


ATTACKS: list[Attack] = [
    a_flooder,
    a_slow_reader,
    a_hundred_silent_sockets,
    ten_large_bodies,
    two_hundred_pages_at_once,
    handshakes_on_polling,
    frames_of_every_bad_kind,
    a_connection_claimed_again_and_again,
    seekers_of_partners,
]
