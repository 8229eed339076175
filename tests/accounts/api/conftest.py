import pytest
from rest_framework.test import APIClient

from accounts.models import User

SHAPE = {"id", "email", "name", "displayName", "avatarUrl", "createdAt"}


@pytest.fixture
def api() -> APIClient:
    return APIClient()


@pytest.fixture
def as_ann(ann: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(ann)
    return client
