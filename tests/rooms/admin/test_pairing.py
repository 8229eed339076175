"""Operators read reports, and block people from random pairs."""

import uuid

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from accounts.models import User
from rooms.models import Audit, PairBlock, Report
from tests.rooms.conftest import Announced

GUEST_ID = uuid.UUID(int=7)
BLOCKED = {"person": f"guest:{GUEST_ID.hex}"}
REPORTS = "/admin/rooms/report/"
BLOCKS = "/admin/rooms/pairblock/"


@pytest.fixture
def complaint(host: User) -> Report:
    return Report.objects.create(reporter=host, reported_guest_id=GUEST_ID, reason="Rude")


@pytest.fixture
def operator(db: None) -> User:
    return User.objects.create_superuser("root@example.org", display_name="Root")


def block_reported(user: User | None, complaint: Report) -> int:
    browser = Client()
    if user is not None:
        browser.force_login(user)
    chosen = {"action": "block_reported", "_selected_action": [complaint.pk]}
    return browser.post(reverse("admin:rooms_report_changelist"), chosen).status_code


def staff(name: str, *rights: str) -> User:
    account = User.objects.create_user(f"{name}@example.org", is_staff=True)
    account.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return account


def test_only_staff_who_may_handle_reports_and_block_people_do_so(
    host: User, complaint: Report
) -> None:
    reader = staff("reader", "view_report", "add_pairblock")
    handler = staff("handler", "view_report", "change_report")
    for user in (None, host, reader, handler):
        block_reported(user, complaint)
        assert not PairBlock.objects.exists()

    block_reported(staff("moderator", "view_report", "change_report", "add_pairblock"), complaint)
    assert PairBlock.objects.exists()


def test_an_operator_blocks_whom_a_report_is_about(
    operator: User, complaint: Report, announced: Announced
) -> None:
    assert announced(block_reported, operator, complaint) == [{"type": "pairs.blocked", **BLOCKED}]
    assert PairBlock.objects.get(guest_id=GUEST_ID).blocked_by == operator
    complaint.refresh_from_db()
    assert complaint.is_handled


def test_an_operator_blocks_and_unblocks_directly(operator: User, announced: Announced) -> None:
    browser = Client()
    browser.force_login(operator)
    announcements = announced(
        browser.post, f"{BLOCKS}add/", {"guest_id": str(GUEST_ID), "reason": ""}
    )
    assert announcements == [{"type": "pairs.blocked", **BLOCKED}]
    block = PairBlock.objects.get()
    assert block.blocked_by == operator
    announcements = announced(browser.post, f"{BLOCKS}{block.pk}/delete/", {"post": "yes"})
    assert announcements == [{"type": "pairs.unblocked", **BLOCKED}]
    assert not PairBlock.objects.exists()
    entries = Audit.objects.filter(actor=operator).order_by("id").values_list("action", flat=True)
    assert list(entries) == ["block_from_pairs", "unblock_from_pairs"]


def test_a_block_stays_with_its_person(operator: User, host: User) -> None:
    block = PairBlock.objects.create(guest_id=GUEST_ID)
    browser = Client()
    browser.force_login(operator)
    browser.post(f"{BLOCKS}{block.pk}/change/", {"user": host.pk, "guest_id": "", "reason": "Rude"})
    block.refresh_from_db()
    assert (block.guest_id, block.user, block.reason) == (GUEST_ID, None, "Rude")


def test_nobody_writes_a_report_here(operator: User, complaint: Report) -> None:
    browser = Client()
    browser.force_login(operator)
    assert browser.get(f"{REPORTS}add/").status_code == 403
    browser.post(f"{REPORTS}{complaint.pk}/change/", {"reason": "Nice", "is_handled": "on"})
    complaint.refresh_from_db()
    assert (complaint.reason, complaint.is_handled) == ("Rude", True)
