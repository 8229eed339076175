"""Visitors with and without a partner."""

import pytest

from accounts.identity import person_of_account
from accounts.models import User
from signaling.caller import Caller
from signaling.protocol.commands import FindPartner, GoOnline
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import a_caller


@pytest.fixture
def ann(owner: User) -> Caller:
    """Return a visitor with an account."""
    return a_caller("ann", person_of_account(owner))


@pytest.fixture
def ben() -> Caller:
    return a_caller("ben")


@pytest.fixture
def cid() -> Caller:
    return a_caller("cid")


@pytest.fixture
def online(clients: Clients, ann: Caller, ben: Caller, cid: Caller) -> None:
    for visitor in (ann, ben, cid):
        clients.send(visitor, GoOnline())


@pytest.fixture
def paired(clients: Clients, online: None, ann: Caller, ben: Caller) -> None:
    clients.send(ann, FindPartner())
    clients.send(ben, FindPartner())
