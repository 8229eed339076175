"""Calls while the channel layer fails: stored changes succeed, and live actions are refused."""

import logging
from collections.abc import Iterator

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from rest_framework.test import APIClient

from rooms.models import Room
from tests.rooms.api.conftest import address
from tests.signaling.failing_layer import BACKEND, FailingLayer


@pytest.fixture(autouse=True)
def _layer_that_fails(settings: Settings) -> Iterator[None]:
    settings.CHANNEL_LAYERS = BACKEND
    FailingLayer.failures |= {"send": 1, "group_send": 1}
    yield
    FailingLayer.failures.clear()


def test_a_change_that_can_not_be_announced_succeeds_and_is_noted_in_a_line(
    as_host: APIClient,
    room: Room,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        response = as_host.patch(address(room), {"name": "Fortnightly"}, format="json")
    assert response.status_code == 200
    room.refresh_from_db()
    assert room.name == "Fortnightly"
    (noted,) = [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert (noted.name, noted.exc_info) == ("rooms.announcements", None)


@pytest.mark.parametrize(("method", "asked"), [("post", "mute-all"), ("get", "participants")])
def test_a_call_into_a_meeting_is_answered_as_unavailable(
    as_host: APIClient, room: Room, method: str, asked: str
) -> None:
    response = getattr(as_host, method)(f"{address(room)}/{asked}", format="json")
    assert response.status_code == 503
    assert response.json() == {
        "statusCode": 503,
        "code": "UNAVAILABLE",
        "message": "The server can't do this right now. Try again.",
        "retryAfterSeconds": 5,
    }
