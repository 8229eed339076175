"""Visitors who look for a partner, and some who have one."""

import pytest

from accounts.identity import person_of_account
from accounts.models import User
from signaling.caller import Caller
from signaling.protocol.commands import FindPartner, GoOnline
from tests.signaling.actions.clients import Company
from tests.signaling.examples import a_caller


@pytest.fixture
def ann(owner: User) -> Caller:
    """Give a visitor with an account."""
    return a_caller("ann", person_of_account(owner))


@pytest.fixture
def ben() -> Caller:
    return a_caller("ben")


@pytest.fixture
def cid() -> Caller:
    return a_caller("cid")


@pytest.fixture
def online(company: Company, ann: Caller, ben: Caller, cid: Caller) -> None:
    for visitor in (ann, ben, cid):
        company.do(visitor, GoOnline())


@pytest.fixture
def paired(company: Company, online: None, ann: Caller, ben: Caller) -> None:
    company.do(ann, FindPartner())
    company.do(ben, FindPartner())
