"""Rooms found by their code, with a limit on the unknown codes that one address may try.

A code is short. A person with unlimited attempts could guess one. While all slots of an address are
taken (see `rooms.code_slots`), no other code is answered, not even the code of an existing room,
because otherwise guessing could continue. People who are related to the room are always answered:
see `RoomAccess.is_related`.

Pages, REST and sockets use this module and therefore count together. Every outcome costs one query
and one read of the slots, so that the time of an answer reveals nothing about the room.
"""

from django.conf import settings

from accounts.identity import Person
from rooms import admission
from rooms.access import RoomAccess
from rooms.actions.memberships import accept_invitations
from rooms.code_slots import CodeSlots
from rooms.codes import normalize_code
from rooms.refusals import RoomNotFound, TooManyGuesses


def find_room(text: str, person: Person, address: str) -> RoomAccess:
    """Return the person's access to the room with this code, as `admission.find_room` does.

    Raises RoomNotFound, also if the person may not know of the room. Raises TooManyGuesses after
    UNKNOWN_CODES different unknown codes within UNKNOWN_CODES_SECONDS.
    """
    guesses = CodeSlots("guess", address)
    try:
        access = _find(text, person)
    except RoomNotFound:
        if not guesses.take(text):
            raise TooManyGuesses(settings.UNKNOWN_CODES_SECONDS) from None
        raise
    if guesses.are_taken() and not access.is_related:
        raise TooManyGuesses(settings.UNKNOWN_CODES_SECONDS)
    return access


def request_entry(text: str, person: Person, address: str) -> RoomAccess:
    """Return the access of a person who wants to enter the room with this code; see `find_room`.

    Also raises RoomEnded or Blocked, and accepts the person's invitations.
    """
    return _check_entry(find_room(text, person, address))


def request_entry_by_name(
    name: str, person: Person, address: str, is_new: bool
) -> RoomAccess | None:
    """Return the access to the room whose code this name is; None if it names an ad-hoc room.

    A name is not a guess and is never refused. After an address has named UNKNOWN_CODES new ad-hoc
    rooms by possible codes, or has guessed that many codes, every name means an ad-hoc room, unless
    the person is related to the room with this code. `is_new` says that nobody is in an ad-hoc room
    of this name. Raises RoomEnded or Blocked.
    """
    guesses, names = CodeSlots("guess", address), CodeSlots("name", address)
    try:
        access = _find(name, person)
    except RoomNotFound:
        if is_new:
            names.take(name)
        return None
    if (guesses.are_taken() or names.are_taken()) and not access.is_related:
        return None
    return _check_entry(access)


def _check_entry(access: RoomAccess) -> RoomAccess:
    admission.check_entry(access)
    if access.has_invitation and access.person.user_id is not None:
        accept_invitations(access.room.pk, access.person.user_id)
    return access


def _find(text: str, person: Person) -> RoomAccess:
    code = normalize_code(text)
    if code is None:
        raise RoomNotFound
    return admission.find_room(code, person)
