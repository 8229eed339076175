"""Reports about partners, and blocks from random pairs."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from accounts.identity import Person, person_of_account
from accounts.models import User
from rooms.actions.pairing import block_reported, report, unblock_from_pairs
from rooms.models import Audit, PairBlock, Report
from tests.rooms.conftest import Announced

LINES = [{"by": "reported", "at": "2030-01-01T00:00:00Z", "text": "Something rude"}]


@pytest.fixture
def complaint(other: User, guest: Person) -> Report:
    return report(person_of_account(other).key, guest.key, "Rude", LINES)


def test_a_report_says_who_whom_why_and_what_was_written(
    complaint: Report, other: User, guest: Person
) -> None:
    complaint.refresh_from_db()
    assert (complaint.reporter, complaint.reporter_guest_id) == (other, None)
    assert (complaint.reported, complaint.reported_guest_id) == (None, guest.guest_id)
    assert (complaint.reason, complaint.messages) == ("Rude", LINES)
    assert not complaint.is_handled


def test_a_block_is_announced_and_the_report_handled(
    complaint: Report, host: User, guest: Person, announced: Announced
) -> None:
    announcements = announced(block_reported, complaint, host)
    complaint.refresh_from_db()
    assert complaint.is_handled
    block = PairBlock.objects.get()
    assert (block.guest_id, block.blocked_by, block.reason) == (guest.guest_id, host, "Rude")
    assert announcements == [{"type": "pairs.blocked", "person": guest.key}]
    assert announced(unblock_from_pairs, block, host) == [
        {"type": "pairs.unblocked", "person": guest.key}
    ]
    assert not PairBlock.objects.exists()


def test_who_is_blocked_already_stays_so(complaint: Report, host: User, other: User) -> None:
    block = block_reported(complaint, host)
    assert block_reported(complaint, other) == block
    block.refresh_from_db()
    assert block.blocked_by == host
    audit = Audit.objects.get(action="block_from_pairs")
    assert (audit.actor, audit.target_name) == (host, str(block))


def test_a_block_is_of_an_account_or_a_guest(other: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PairBlock.objects.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        PairBlock.objects.create(guest_id=uuid.UUID(int=1), user=other)


@pytest.mark.django_db
def test_a_guest_is_blocked_once() -> None:
    PairBlock.objects.create(guest_id=uuid.UUID(int=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        PairBlock.objects.create(guest_id=uuid.UUID(int=1))
