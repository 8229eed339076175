"""Room names that a client chooses: the code of a stored room, or the name of an ad-hoc room.

An ad-hoc room has no row and exists only while it has people. A name in the format of a code names
the stored room if there is one. `rooms.code_lookup` limits what a client can learn from guesses.
"""

from django.conf import settings
from django.utils.crypto import salted_hmac

from accounts.identity import Person
from accounts.normalization import normalize_password
from accounts.text_cleaning import visible_line
from rooms import code_lookup
from rooms.access import RoomAccess
from rooms.codes import normalize_code
from rooms.refusals import RoomNotFound
from signaling.actions.text_limits import ad_hoc_room_name
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.presence import Presence, Room
from signaling.presence.records import AD_HOC, RoomRules


async def find_row(
    name: str, caller: Caller, person: Person, presence: Presence
) -> RoomAccess | None:
    """Return the person's access to the room with this code; None if there is no such room.

    Raises RoomEnded or Blocked. If ad-hoc rooms are disabled, also raises RoomNotFound or
    TooManyGuesses.
    """
    code = normalize_code(name)
    if code is None:
        return None
    if not settings.ALLOW_AD_HOC_ROOMS:
        return await in_database(code_lookup.request_entry, code, person, caller.address)
    is_new = presence.room(AD_HOC + visible_line(name)) is None
    return await in_database(
        code_lookup.request_entry_by_name, code, person, caller.address, is_new
    )


def ad_hoc_room(name: str, password: str | None, as_of: float) -> Room:
    """Return a new ad-hoc room with this name; raise InvalidInput or RoomNotFound."""
    name = ad_hoc_room_name(name)
    if not settings.ALLOW_AD_HOC_ROOMS:
        raise RoomNotFound
    return Room(
        as_of=as_of,
        id=AD_HOC + name,
        code=name,
        name=name,
        host="",
        rules=RoomRules(max_participants=settings.AD_HOC_PARTICIPANTS),
        password=_keyed_hash(normalize_password(password or "").strip()),
    )


def _keyed_hash(password: str) -> str:
    """Return a hash that is useless without the secret key; "" for no password.

    The room's state is stored in the database, and may be in its backups.
    """
    return (
        salted_hmac("meet.ad_hoc_room", password, algorithm="sha256").hexdigest()
        if password
        else ""
    )
