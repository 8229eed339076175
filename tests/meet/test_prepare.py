"""`manage.py prepare`, apart from the migrations, which the test database has already."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

pytestmark = pytest.mark.django_db


def test_it_deletes_sessions_that_have_ended():
    now = timezone.now()
    Session.objects.create(session_key="ended", expire_date=now - timedelta(seconds=1))
    Session.objects.create(session_key="active", expire_date=now + timedelta(days=1))

    call_command("prepare", stdout=StringIO())

    assert list(Session.objects.values_list("session_key", flat=True)) == ["active"]
