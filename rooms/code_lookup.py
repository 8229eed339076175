"""The limit of different unknown room codes that one address may try.

A code is short. A person with unlimited attempts could guess one. Every address has a number of
slots. An unknown code occupies one slot for some minutes, and the same code occupies no second one.
While all slots are occupied, no other code is answered, not even the code of an existing room,
because otherwise guessing could continue. People whom the room's rows name are always answered: see
`Admission.is_proved`.

Pages, REST and sockets use this module and therefore count together. Several processes need a
shared cache for that. Every outcome costs one query and one read of the slots, so that the time of
an answer reveals nothing about the room.
"""

from hashlib import sha256

from django.conf import settings
from django.core.cache import cache

from accounts.client_networks import client_network
from accounts.identity import Person
from rooms import admission
from rooms.actions.memberships import accept_invitations
from rooms.admission import Admission
from rooms.codes import normalize_code
from rooms.refusals import RoomNotFound, TooManyGuesses


def find_room(text: str, person: Person, address: str) -> Admission:
    """Return the room with this code, as `admission.look_up` does.

    Raises RoomNotFound, also if the person may not know of the room. Raises TooManyGuesses after
    UNKNOWN_CODES different unknown codes within UNKNOWN_CODES_SECONDS.
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


def request_entry(text: str, person: Person, address: str) -> Admission:
    """Return the room with this code, for a person who wants to enter; see `find_room`.

    Also raises RoomEnded or Blocked, and accepts the person's invitations.
    """
    return _admit(find_room(text, person, address), person)


def request_entry_by_name(
    name: str, person: Person, address: str, is_new: bool
) -> Admission | None:
    """Return the room whose code this name is; None if it names an ad-hoc room.

    A name is not a guess and is never refused. After an address has named UNKNOWN_CODES new ad-hoc
    rooms by possible codes, or has guessed that many codes, every name means an ad-hoc room, unless
    the rows of the room with this code name the person. `is_new` says that nobody is in an ad-hoc
    room of this name. Raises RoomEnded or Blocked.
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
    """Raise the refusal if the person may not enter at all; else accept their invitations."""
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
        here = client_network(address)
        self._keys = [f"{purpose}:{here}:{at}" for at in range(settings.UNKNOWN_CODES)]

    def take(self, text: str) -> bool:
        """Store the code in a slot, once; return False if no slot is free.

        Adding to a cache is atomic: different codes at the same time get different slots. Each code
        starts its search at its own slot, where a parallel attempt with the same code finds it.
        """
        kept = sha256((normalize_code(text) or text.strip().casefold()).encode()).digest()
        start = kept[0] % len(self._keys) if self._keys else 0
        return any(
            cache.add(key, kept, settings.UNKNOWN_CODES_SECONDS) or cache.get(key) == kept
            for key in self._keys[start:] + self._keys[:start]
        )

    def are_taken(self) -> bool:
        return len(cache.get_many(self._keys)) >= len(self._keys)
