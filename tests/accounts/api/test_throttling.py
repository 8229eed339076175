"""The rates of REST calls by accounts, and by people without one."""

import pytest
from rest_framework.test import APIClient
from rest_framework.throttling import SimpleRateThrottle

from accounts.models import User

pytestmark = pytest.mark.django_db

RATES = {"anon": "3/minute", "user": "2/minute"}


@pytest.fixture(autouse=True)
def _low_rates(monkeypatch: pytest.MonkeyPatch) -> None:
    for scope, rate in RATES.items():
        monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, scope, rate)


def statuses(client: APIClient) -> list[int]:
    return [client.get("/api/rooms/code/7KQ2MX/participants").status_code for _ in range(4)]


def test_people_without_an_account_have_the_rate_of_their_address(api: APIClient) -> None:
    assert statuses(api) == [200, 200, 200, 429]


def test_an_account_has_a_rate_of_its_own(api: APIClient, ann: User) -> None:
    statuses(api)
    api.force_authenticate(ann)

    assert statuses(api) == [200, 200, 429, 429]
