"""What production refuses to start on, each with the setting's name and the way out."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

_SECRET_CHARACTERS = 32


@register
def check_production(**_: Any) -> list[CheckMessage]:
    """Check the settings that are only fit for development; nothing is wrong with them there."""
    if settings.ENVIRONMENT != "production":
        return []
    secrets = {"SECRET_KEY": settings.SECRET_KEY, "JWT_SIGNING_KEY": settings.JWT_SIGNING_KEY}
    if settings.TURN_URLS:
        secrets["TURN_SECRET"] = settings.TURN_SECRET
    problems = [
        (f"{name} is shorter than {_SECRET_CHARACTERS} characters", "Set a long random value.")
        for name, value in secrets.items()
        if len(value) < _SECRET_CHARACTERS
    ]
    if len(set(secrets.values())) < len(secrets):
        problems.append((f"{' and '.join(secrets)} are not all different", "Set one for each."))
    if settings.DEBUG:
        problems.append(("DEBUG is on", "Leave it out."))
    if "*" in settings.ALLOWED_HOSTS:
        problems.append(("ALLOWED_HOSTS is '*'", "List the names that the server is reached by."))
    if "*" in settings.ALLOWED_ORIGINS:
        problems.append(("ALLOWED_ORIGINS is '*'", "List the sites whose pages may connect."))
    return [
        Error(problem, hint=f"{hint} See docs/settings.md.", id=f"meet.E{number:03}")
        for number, (problem, hint) in enumerate(problems, start=1)
    ]
