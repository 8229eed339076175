"""Static files and languages."""

from meet.settings.variables import BASE_DIR, VAR_DIR, env
from meet.worker_policy import add_worker_policy

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
# Modules with the web client's translations, written by `manage.py compile_translations`.
SCRIPT_TRANSLATIONS = VAR_DIR / "translations"
# Blurs the background of the camera: docs/decisions/0044-background-blur.md
_VIDEO_PROCESSORS = BASE_DIR / "node_modules" / "@twilio" / "video-processors"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("js/translations", SCRIPT_TRANSLATIONS),
    ("vendor/socket.io-client", BASE_DIR / "node_modules" / "socket.io-client" / "dist"),
    ("vendor/video-processors", _VIDEO_PROCESSORS / "dist" / "build"),
]
SERVESTATIC_ADD_HEADERS_FUNCTION = add_worker_policy
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "meet.storage.HashedStaticFilesStorage"},
}

LANGUAGE_CODE = "en"
# Only languages whose translation is complete, each named in itself.
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
# Offer the pseudo-locale, which shows missing translations and mirrors the pages. Other programs
# also give theirs a region for private use.
PSEUDO_LOCALE_CODE = "ar-xb"
if env.bool("PSEUDO_LOCALE", default=False):
    LANGUAGES.append((PSEUDO_LOCALE_CODE, "⟦Þšéúđó⟧"))
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True
