"""Who belongs to a room beyond one meeting: co-hosts, invited and blocked people."""

from django.db import transaction

from accounts.models import User
from accounts.normal_forms import normal_email
from rooms.announcing import announce_role
from rooms.auditing import deed_in, record
from rooms.models import Audit, Block, Membership, Room, Seat
from rooms.refusals import InvalidInput


@transaction.atomic
def set_cohost(room: Room, actor: User, user: User, is_cohost: bool) -> None:
    """Give an account the co-host role for good, or take it back; it stays invited."""
    if user.pk == room.host_id:
        raise InvalidInput("The host can't be a co-host too")
    role = Membership.Role.COHOST if is_cohost else Membership.Role.INVITED
    Membership.objects.update_or_create(room=room, user=user, defaults={"role": role})
    _change_live_seats(room, user.pk, is_cohost=is_cohost)
    action = Audit.Action.SET_COHOST if is_cohost else Audit.Action.UNSET_COHOST
    record(deed_in(room, actor), action, target_name=user.display_name)
    announce_role(room.pk, user.pk, "cohost" if is_cohost else "participant")


@transaction.atomic
def invite(room: Room, actor: User, email: str) -> Membership:
    """Invite the account with this address; raise InvalidInput where there is none."""
    user = User.objects.filter(email=normal_email(email), is_active=True).first()
    if user is None:
        raise InvalidInput("Nobody has an account with this address")
    if user.pk == room.host_id:
        raise InvalidInput("This is your own address")
    membership, created = Membership.objects.get_or_create(
        room=room, user=user, defaults={"role": Membership.Role.INVITED}
    )
    if created:
        record(deed_in(room, actor), Audit.Action.INVITE, target_name=user.display_name)
    return membership


@transaction.atomic
def uninvite(room: Room, actor: User, membership: Membership) -> None:
    """End any membership of the room, a co-host's too."""
    membership.delete()
    _change_live_seats(room, membership.user_id, is_cohost=False)
    name = membership.user.display_name
    record(deed_in(room, actor), Audit.Action.UNINVITE, target_name=name)
    announce_role(room.pk, membership.user_id, "participant")


@transaction.atomic
def unblock(room: Room, actor: User, block: Block) -> None:
    block.delete()
    record(deed_in(room, actor), Audit.Action.UNBLOCK, target_name=block.display_name)


def _change_live_seats(room: Room, user_id: int, *, is_cohost: bool) -> None:
    """Let the running meeting know too, which remembers roles for those who come back."""
    role = Seat.Role.COHOST if is_cohost else Seat.Role.PARTICIPANT
    Seat.objects.filter(meeting__room=room, meeting__ended_at=None, user=user_id).update(role=role)
