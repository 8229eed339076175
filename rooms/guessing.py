"""How many different unknown room codes one address may try.

A code is short enough to be guessed by somebody who may try often. Every address has a number of
slots. An unknown code takes one for some minutes, and the same code takes no second one. While all
slots are taken, other codes are not answered, those of existing rooms included; else guessing
could go on. People whom the room's rows name are always answered: see `Admission.is_proved`.

Pages, REST and sockets ask here, so that they count together. With several processes, that needs a
cache that they share. Every outcome costs one query and one look at the slots, so that the time of
an answer tells nothing about the room.
"""

from hashlib import sha256

from django.conf import settings
from django.core.cache import cache

from accounts.addresses import neighbourhood
from accounts.people import Person
from rooms import admission
from rooms.actions.belonging import accept_invitations
from rooms.admission import Admission
from rooms.codes import normalize_code
from rooms.refusals import RoomNotFound, TooManyGuesses


def look_up(text: str, person: Person, address: str) -> Admission:
    """Return the room that a code names, as `admission.look_up` does.

    Raises RoomNotFound, also where the person may not know of the room; or TooManyGuesses, once
    UNKNOWN_CODES different codes were unknown within UNKNOWN_CODES_SECONDS.
    """
    guesses = _Slots("guess", address)
    try:
        admitted = _find(text, person)
    except RoomNotFound:
        if not guesses.take(text):
            raise TooManyGuesses(settings.UNKNOWN_CODES_SECONDS) from None
        raise
    if guesses.are_taken() and not admitted.is_proved:
        raise TooManyGuesses(settings.UNKNOWN_CODES_SECONDS)
    return admitted


def ask(text: str, person: Person, address: str) -> Admission:
    """Return the room that a code names, for somebody who wants to enter; see `look_up`.

    Raises RoomEnded or Blocked too.
    """
    return _admit(look_up(text, person, address), person)


def ask_by_name(name: str, person: Person, address: str, is_new: bool) -> Admission | None:
    """Return the room whose code this name is; None where it names an ad-hoc room.

    A name is no guess and is never refused. Once an address has named UNKNOWN_CODES new ad-hoc
    rooms by what could be a code, or guessed as many codes, every name means an ad-hoc room,
    unless the rows of the room with this code name the person. `is_new` tells that nobody is in
    an ad-hoc room of this name. Raises RoomEnded or Blocked.
    """
    guesses, names = _Slots("guess", address), _Slots("name", address)
    try:
        admitted = _find(name, person)
    except RoomNotFound:
        if is_new:
            names.take(name)
        return None
    if (guesses.are_taken() or names.are_taken()) and not admitted.is_proved:
        return None
    return _admit(admitted, person)


def _admit(admitted: Admission, person: Person) -> Admission:
    """Raise why the person may not enter at all; else the invitation is theirs from now on."""
    if admitted.refusal is not None:
        raise admitted.refusal
    if admitted.is_invited and person.user_id is not None:
        accept_invitations(admitted.room_id, person.user_id)
    return admitted


def _find(text: str, person: Person) -> Admission:
    code = normalize_code(text)
    if code is None:
        raise RoomNotFound
    return admission.look_up(code, person)


class _Slots:
    """The slots of one address for one purpose, in the cache; each holds a code for a while."""

    def __init__(self, purpose: str, address: str) -> None:
        here = neighbourhood(address)
        self._keys = [f"{purpose}:{here}:{at}" for at in range(settings.UNKNOWN_CODES)]

    def take(self, text: str) -> bool:
        """Keep the code in a slot, once; tell whether there was one for it.

        Adding to a cache is atomic: of different codes at once, each takes another slot. Each
        code starts at a place of its own, where the same code at once meets itself.
        """
        kept = sha256((normalize_code(text) or text.strip().casefold()).encode()).digest()
        start = kept[0] % len(self._keys) if self._keys else 0
        return any(
            cache.add(key, kept, settings.UNKNOWN_CODES_SECONDS) or cache.get(key) == kept
            for key in self._keys[start:] + self._keys[:start]
        )

    def are_taken(self) -> bool:
        return len(cache.get_many(self._keys)) >= len(self._keys)
