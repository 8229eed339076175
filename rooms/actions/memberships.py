"""People with a lasting relation to a room: co-hosts, invited people and blocked people."""

import uuid

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from accounts.models import User
from accounts.names import NAME_CHARACTERS
from accounts.normalization import normalize_email
from rooms.actions.row_locks import increment_version, lock_account_row, lock_room_row
from rooms.announcements import announce_role
from rooms.audit import audit_context, record
from rooms.models import Audit, Block, Membership, Room, Seat
from rooms.models.membership import invitations_of
from rooms.queries import seats_of_running_meeting
from rooms.refusals import InvalidInput

_NO_ACCOUNT = gettext_noop("No account has this address")
_NO_MEMBER = gettext_noop("This person is not a member of the room any more")


@transaction.atomic
def set_cohost(room: Room, actor: User, user: User, is_cohost: bool) -> None:
    """Make an account a permanent co-host of the room, or an invited person again."""
    if user.pk == room.host_id:
        raise InvalidInput(gettext_noop("The host can't be a co-host too"))
    lock_room_row(room.pk)
    if lock_account_row(user.pk) is None:
        raise InvalidInput(_NO_ACCOUNT)
    role = Membership.Role.COHOST if is_cohost else Membership.Role.INVITED
    Membership.objects.update_or_create(room=room, user=user, defaults={"role": role})
    _change_live_seats(room.pk, user.pk, is_cohost=is_cohost)
    increment_version(room.pk)
    action = Audit.Action.SET_COHOST if is_cohost else Audit.Action.UNSET_COHOST
    record(audit_context(room, actor), action, target_name=user.display_name)
    announce_role(room.pk, user.pk, "cohost" if is_cohost else "participant")


@transaction.atomic
def invite(
    room: Room, actor: User, email: str, role: Membership.Role = Membership.Role.INVITED
) -> Membership:
    """Invite the person with this address, or give an existing member the role.

    The function does not look up whether the address has an account, so that nobody can learn it.
    Raises InvalidInput for the host's own address.
    """
    email = normalize_email(email)
    if email == room.host.email:
        raise InvalidInput(gettext_noop("This is your own address"))
    lock_room_row(room.pk)
    members = room.memberships.select_related("user").filter(Q(email=email) | Q(user__email=email))
    membership = members.order_by("pk").first()
    if membership is None:
        membership = Membership.objects.create(room=room, email=email, role=role)
        increment_version(room.pk)
        record(audit_context(room, actor), Audit.Action.INVITE, target_name=_audit_name(membership))
        if role == Membership.Role.COHOST:
            record(
                audit_context(room, actor),
                Audit.Action.SET_COHOST,
                target_name=_audit_name(membership),
            )
    elif role == Membership.Role.COHOST:
        set_member_role(room, actor, membership, is_cohost=True)
    return membership


@transaction.atomic
def accept_invitations(room_id: uuid.UUID, user_id: int) -> None:
    """Turn the invitations of an account into its membership. Repeated calls have no effect.

    A person who is already in the meeting gets the role on its seat, too.
    """
    lock_room_row(room_id)
    of_room = Membership.objects.filter(room=room_id)
    for invitation in of_room.filter(invitations_of(user_id)).select_for_update():
        if invitation.role == Membership.Role.COHOST:
            _change_live_seats(room_id, user_id, is_cohost=True)
        own = of_room.filter(user=user_id).first()
        if own is None:
            invitation.user_id = user_id
            invitation.save(update_fields=["user"])
            continue
        invitation.delete()
        if invitation.role == Membership.Role.COHOST and own.role != invitation.role:
            own.role = invitation.role
            own.save(update_fields=["role"])


@transaction.atomic
def set_member_role(room: Room, actor: User, membership: Membership, *, is_cohost: bool) -> None:
    """Give a member of the room the co-host role, or take it back.

    Raises InvalidInput if the membership has ended meanwhile.
    """
    lock_room_row(room.pk)
    if not Membership.objects.filter(pk=membership.pk).exists():
        raise InvalidInput(_NO_MEMBER)
    if membership.user is not None:
        set_cohost(room, actor, membership.user, is_cohost)
        membership.refresh_from_db(fields=["role"])
        return
    increment_version(room.pk)
    # No account has used this invitation yet. There is no seat to change.
    membership.role = Membership.Role.COHOST if is_cohost else Membership.Role.INVITED
    membership.save(update_fields=["role"])
    action = Audit.Action.SET_COHOST if is_cohost else Audit.Action.UNSET_COHOST
    record(audit_context(room, actor), action, target_name=_audit_name(membership))


@transaction.atomic
def uninvite(room: Room, actor: User, membership: Membership) -> None:
    """End a membership, including a co-host's, or cancel an invitation; do so once."""
    name, user_id = _audit_name(membership), membership.user_id
    lock_room_row(room.pk)
    if not _delete(membership):
        return
    increment_version(room.pk)
    record(audit_context(room, actor), Audit.Action.UNINVITE, target_name=name)
    if user_id is not None and user_id != room.host_id:
        _change_live_seats(room.pk, user_id, is_cohost=False)
        announce_role(room.pk, user_id, "participant")


@transaction.atomic
def unblock(room: Room, actor: User, block: Block) -> None:
    """Let a blocked person enter again; do nothing if that has been done already."""
    lock_room_row(room.pk)
    if not _delete(block):
        return
    increment_version(room.pk)
    record(audit_context(room, actor), Audit.Action.UNBLOCK, target_name=block.display_name)


def _delete(row: Membership | Block) -> bool:
    """Delete the row, and tell whether it was still there."""
    number, _ = row.delete()
    return bool(number)


def _change_live_seats(room_id: uuid.UUID, user_id: int, *, is_cohost: bool) -> None:
    """Update seats in the running meeting, which keep the role for people who return.

    The seat of the host keeps its role: the host may have been invited under another address.
    """
    seats = seats_of_running_meeting(room_id).filter(user=user_id)
    role = Seat.Role.COHOST if is_cohost else Seat.Role.PARTICIPANT
    seats.exclude(role=Seat.Role.HOST).update(role=role)


def _audit_name(membership: Membership) -> str:
    """Return the name for the audit, cut to the length of the column."""
    return membership.name[:NAME_CHARACTERS]
