"""Django's applications, middleware and templates."""

from meet import setting_values as values
from meet.settings.safety import DEBUG
from meet.settings.variables import BASE_DIR, env

INSTALLED_APPS = [
    "meet",
    "accounts",
    "rooms",
    "signaling",
    "meet.apps.MeetAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "channels",
    "csp",
    "lucide",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    *env.list("SINGLE_SIGN_ON_APPS", default=[], each=values.application),
]

MIDDLEWARE = [
    "meet.form_encoding.utf8_forms_middleware",
    "meet.headers.response_headers_middleware",
    "meet.robots.noindex_middleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    # With DEBUG off, collected files are answered before Django: meet/static_files.py.
    *(["servestatic.middleware.ServeStaticMiddleware"] if DEBUG else []),
    "meet.api.middleware.cors_middleware",
    "meet.api.middleware.trailing_slash_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.sessions.session_renewal_middleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "meet.languages.language_middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.sign_on_policy.sign_on_policy_middleware",
    "rooms.middleware.DeletedRoomMiddleware",
]

ROOT_URLCONF = "meet.urls"
ASGI_APPLICATION = "meet.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
