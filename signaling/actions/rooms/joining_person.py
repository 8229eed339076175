"""The person who joins: an account under its own name, or a guest under the given name."""

from accounts.guests import guest_from_token
from accounts.identity import Person, person_of_guest
from accounts.names import clean_name
from signaling.actions.text_limits import person_name
from signaling.caller import Caller
from signaling.dialects.registry import traits_of
from signaling.protocol.commands import Join
from signaling.refusals import IdentityMismatch


def joining_person(caller: Caller, command: Join) -> Person:
    """Return the person who joins; raise IdentityMismatch or InvalidInput.

    A guest that shows the token of an earlier meeting is that guest again.
    """
    person = caller.person
    for claimed in (caller.claimed_user_id, command.user_id):
        if claimed is not None and str(claimed) != str(person.user_id):
            raise IdentityMismatch
    if person.guest_id is None:
        return person
    guest_id = person.guest_id
    if command.participant_token:
        guest_id = guest_from_token(command.participant_token) or guest_id
    return person_of_guest(guest_id, _guest_name(caller, command))


def _guest_name(caller: Caller, command: Join) -> str:
    """Return a guest's name, or the protocol's default name; without one, raise InvalidInput."""
    name = command.display_name or caller.claimed_name or ""
    if default_name := traits_of(caller.protocol).default_display_name:
        return clean_name(name) or default_name
    return person_name(name)
