import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_earlier_attempts() -> None:
    """Forget the mails and attempts that django-allauth counts against its limits."""
    cache.clear()
