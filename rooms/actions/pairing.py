"""Reports about partners in random pairs, and operators' blocks."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from accounts.identity import parse_person_key, person_key
from accounts.models import User
from rooms.announcements import announce_pair_block
from rooms.audit import actor_of, record_outside_rooms
from rooms.models import Audit, PairBlock, Report


def report(
    reporter_key: str, reported_key: str, reason: str, messages: Sequence[dict[str, Any]]
) -> Report:
    """Store a report between two people by their person keys; `messages` as in the model."""
    reporter_id, reporter_guest_id = parse_person_key(reporter_key)
    reported_id, reported_guest_id = parse_person_key(reported_key)
    return Report.objects.create(
        reporter_id=reporter_id,
        reporter_guest_id=reporter_guest_id,
        reported_id=reported_id,
        reported_guest_id=reported_guest_id,
        reason=reason,
        messages=list(messages),
    )


@transaction.atomic
def block_reported(report: Report, operator: User) -> PairBlock:
    """Block the reported person from random pairs at once. A second call changes nothing."""
    block, is_new = PairBlock.objects.get_or_create(
        user=report.reported,
        guest_id=report.reported_guest_id,
        defaults={"reason": report.reason, "blocked_by": operator},
    )
    Report.objects.filter(pk=report.pk).update(is_handled=True)
    if is_new:
        _record_and_announce(block, operator, is_blocked=True)
    return block


@transaction.atomic
def block_from_pairs(block: PairBlock, operator: User) -> None:
    """Store an operator's block, and separate the person from a current partner at once."""
    if block.pk is None:
        block.blocked_by = operator
    block.save()
    _record_and_announce(block, operator, is_blocked=True)


@transaction.atomic
def unblock_from_pairs(block: PairBlock, operator: User) -> None:
    block.delete()
    _record_and_announce(block, operator, is_blocked=False)


def _record_and_announce(block: PairBlock, operator: User, *, is_blocked: bool) -> None:
    """Record an operator's change, and announce it to the socket server."""
    action = Audit.Action.BLOCK_FROM_PAIRS if is_blocked else Audit.Action.UNBLOCK_FROM_PAIRS
    record_outside_rooms(actor_of(operator), action, str(block))
    announce_pair_block(person_key(block.user_id, block.guest_id), is_blocked=is_blocked)
