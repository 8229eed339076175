"""Every call answers any request as the OpenAPI document says, and never with an error 500.

schemathesis generates valid and invalid requests from the document, the same in each run.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck
from hypothesis import settings as bounds
from pytest_django import Settings
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from accounts.models import User
from accounts.tokens import begin_session
from meet.api.openapi_views import schema_document
from rooms import actions
from rooms.models import Room

CHECKED = [
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    unsupported_method,
]
# All boundaries of all fields would take minutes.
CONFIG = SchemathesisConfig.from_dict({"phases": {"coverage": {"enabled": False}}})
schema = schemathesis.openapi.from_dict(schema_document(), config=CONFIG)
schema.app = get_wsgi_application()

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_is_in_session(settings: Settings) -> None:
    settings.LIVE_ANSWER_SECONDS = 0.01


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Keep the connection of the test's transaction, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def callers() -> list[dict[str, str]]:
    """Return the headers of an anonymous caller, of another account, and of the host."""
    emails = ("stranger@example.org", "host@example.org")
    users = [User.objects.create_user(email, display_name="Ann") for email in emails]
    tokens = [begin_session(user).access_token for user in users]
    return [{}, *({"Authorization": f"Bearer {token}"} for token in tokens)]


def room_of_the_host() -> Room:
    """Return the room, or a new one if a call has deleted it."""
    host = User.objects.get(email="host@example.org")
    return Room.objects.first() or actions.create_room(host, "Weekly")


@schema.parametrize()
@bounds(
    max_examples=8,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_call_answers_as_documented(case: Any, callers: list[dict[str, str]]) -> None:
    for headers in callers:
        # Otherwise nearly all calls would be refused by the rate limit.
        cache.clear()
        if "room_id" in case.path_parameters:
            case.path_parameters["room_id"] = str(room_of_the_host().pk)
        response = case.call(headers=headers)
        # No Socket.IO server answers requests about meetings here.
        assert response.status_code < 500 or response.status_code == 503
        case.validate_response(response, checks=CHECKED)
