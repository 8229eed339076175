"""The source of Meet's settings, in which tests look for the variables that it reads."""

from django.conf import settings

SETTINGS_SOURCE = "\n".join(
    path.read_text() for path in sorted((settings.BASE_DIR / "meet" / "settings").glob("*.py"))
)
