"""Single sign-on needs only configuration: a provider in the environment works."""

import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.served

SHOW = """
import django
django.setup()
from allauth.socialaccount.providers.openid_connect.views import login
from allauth.socialaccount import providers
print([provider.id for provider in providers.registry.get_class_list()])
"""


def test_a_provider_in_the_environment_is_loaded_with_all_it_needs():
    environment = {
        "PATH": "",
        "DJANGO_SETTINGS_MODULE": "meet.settings",
        "SECRET_KEY": "s" * 40,
        "JWT_SIGNING_KEY": "j" * 40,
        "SINGLE_SIGN_ON_APPS": "allauth.socialaccount.providers.openid_connect",
    }
    shown = subprocess.run(
        [sys.executable, "-c", SHOW],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert shown.returncode == 0, shown.stderr
    assert "openid_connect" in shown.stdout
