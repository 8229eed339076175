import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_earlier_attempts() -> None:
    """Delete django-allauth's counters of mails and attempts."""
    cache.clear()
