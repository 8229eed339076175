import pytest

from accounts.models import User

PASSWORD = "correct horse battery"


@pytest.fixture
def ann(db: None) -> User:
    return User.objects.create_user("ann@example.org", PASSWORD, display_name="Ann")
