"""Changes of roles that an operator has stored in the rows, applied to the running meeting too."""

import uuid
from collections.abc import Mapping

from django.db import transaction

from accounts.models import User
from rooms.access import Role
from rooms.announcements import announce_role
from rooms.audit import audit_context, record
from rooms.models import Audit, Membership, Room
from rooms.queries import seats_of_running_meeting

Roles = Mapping[int, Role]
"""The host and the co-hosts of a room by the ids of their accounts."""


def lasting_roles(room_id: uuid.UUID) -> Roles:
    """Return the roles that accounts have in a room beyond one meeting."""
    cohosts = Membership.objects.filter(room=room_id, role=Membership.Role.COHOST)
    roles: dict[int, Role] = dict.fromkeys(
        cohosts.exclude(user=None).values_list("user_id", flat=True), "cohost"
    )
    hosts = Room.objects.filter(pk=room_id).values_list("host_id", flat=True)
    return roles | dict.fromkeys(hosts, "host")


@transaction.atomic
def apply_changed_roles(room: Room, operator: User, before: Roles) -> None:
    """Give the people in the room the roles that the rows have now, if these differ from `before`.

    A new host comes last, so that a meeting never has two.
    """
    after = lasting_roles(room.pk)
    changed = [one for one in before.keys() | after.keys() if before.get(one) != after.get(one)]
    accounts = User.objects.in_bulk(changed)
    for user_id in sorted(changed, key=lambda one: after.get(one) == "host"):
        role = after.get(user_id, "participant")
        # The seats keep the role for people who return.
        seats_of_running_meeting(room.pk).filter(user=user_id).update(role=role)
        if "cohost" in (role, before.get(user_id)) and user_id in accounts:
            action = Audit.Action.SET_COHOST if role == "cohost" else Audit.Action.UNSET_COHOST
            name = accounts[user_id].display_name
            record(audit_context(room, operator), action, target_name=name)
        announce_role(room.pk, user_id, role)
