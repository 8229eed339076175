"""All settings of Meet, with values from the environment.

Values come from environment variables, or in development from `.env` beside `manage.py`. The
defaults are sufficient for an installation with one process; production sets SECRET_KEY,
JWT_SIGNING_KEY, ALLOWED_HOSTS and DEBUG=false. `docs/settings.md` lists the variables. All settings
are in one file, however long it is, because an operator searches for a setting and does not know
its file.
"""

import secrets
from datetime import timedelta
from functools import partial
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from environs import Env

from meet import setting_values as values
from meet.environment import Environment
from meet.worker_policy import add_worker_policy

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

_variables = Env()
_variables.read_env(BASE_DIR / ".env", recurse=False)
env = Environment(partial(_variables.str, default=None))
# Invalid values by the name of the variable. They prevent every start: see meet/checks.py.
SETTING_PROBLEMS = env.problems

# Safety

# "production" refuses to start with settings that are suitable only for development.
ENVIRONMENT = env.str("ENVIRONMENT", default="production", among=("production", "development"))
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.secret("SECRET_KEY")
JWT_SIGNING_KEY = env.secret("JWT_SIGNING_KEY")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"], each=values.host
)
# Other sites (scheme://host[:port]) whose pages may open sockets here. "*" is for development, and
# allows any page, but without cookies.
ALLOWED_ORIGINS = env.list(
    "ALLOWED_ORIGINS",
    default=["*"] if ENVIRONMENT == "development" else [],
    each=values.origin,
)
CSRF_TRUSTED_ORIGINS = [origin for origin in ALLOWED_ORIGINS if origin != "*"]
HTTPS = env.bool("HTTPS", default=False)
# Addresses or networks of proxies whose header with the client's address is trusted.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[], each=values.network)
# The name of that header. Only this header is read, because a proxy that sets one of the two
# forwards the other as the client sent it.
FORWARDED_HEADER = env.str(
    "FORWARDED_HEADER",
    default="x-forwarded-for",
    each=str.lower,
    among=("x-forwarded-for", "forwarded"),
)

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
# How long an unused page session lasts: see accounts/sessions.py.
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = env.int("SESSION_SECONDS", default=14 * 24 * 3600, low=10)
# How long before the end of the session a person in a meeting is warned.
SESSION_WARNING_SECONDS = env.float(
    "SESSION_WARNING_SECONDS",
    default=min(300, SESSION_COOKIE_AGE / 4),
    high=SESSION_COOKIE_AGE / 2,
)
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=30 * 24 * 3600 if HTTPS else 0)
CSRF_FAILURE_VIEW = "meet.csrf.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # Meet does not decide whether subdomains have HTTPS
    "security.W008",  # the proxy that terminates TLS redirects to it
    "security.W021",  # Meet does not decide whether the domain is on the browsers' list
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        # The nonce is for the import map, which browsers accept only inside the page.
        "script-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
}

# Applications

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

# Data

# e.g. postgresql://user:password@host:5432/name
DATABASES = {
    "default": env.database(
        "DATABASE_URL",
        default=f"sqlite:///{VAR_DIR}/meet.sqlite3",
        # Opening a connection costs more than most queries. A broken connection is replaced.
        conn_max_age=env.int("DATABASE_CONNECTION_SECONDS", default=60, high=86_400),
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Deferred transactions fail at once if two of them want to write. Immediate transactions
        # wait.
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,  # seconds
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # If a server cannot be reached, or another transaction has locked a table, an error is raised
    # after this many seconds instead of an endless wait. The URL may override these values.
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 5,
        "options": "-c lock_timeout=5s",
        **DATABASES["default"].get("OPTIONS", {}),
    }
# Threads for database queries, each with its own connection. Sockets use the first number, pages
# and REST calls use the second, so that pages take no thread from the sockets.
DATABASE_THREADS = env.int("DATABASE_THREADS", default=8, low=1, high=1000)
PAGE_THREADS = env.int("PAGE_THREADS", default=2, low=1, high=1000)
# How long a page or call waits for a thread before it is answered 503.
PAGE_WAIT_SECONDS = env.float("PAGE_WAIT_SECONDS", default=10)
# The Redis server that all workers of a Meet share, e.g. redis://:password@host:6379/0. Without it,
# there is one process.
REDIS_URL = env.redis("REDIS_URL")
# The name of this process among the workers, new at every start. `serve --workers` sets it for its
# children. Socket ids begin with it.
WORKER_ID = env.str("WORKER_ID", default="", each=values.worker_id) or f"w0-{secrets.token_hex(4)}"
# Allows a second server on the same database. It ends the first one's meetings when it starts: for
# tests only.
SEVERAL_SERVERS = env.bool("SEVERAL_SERVERS", default=False)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "meet.shared_cache.SharedCache",
        # A list, because Django splits a text at commas, which a password may contain.
        "LOCATION": [REDIS_URL],
        "KEY_PREFIX": "limits",
    }
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # This cache counts by address. It is the number of entries kept before old ones are
        # dropped.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        # A receiver waits 5 s for a message, and the answer must not time out before that.
        "CONFIG": {
            "hosts": [{"address": REDIS_URL, "socket_connect_timeout": 1, "socket_timeout": 10}]
        },
    }
    if REDIS_URL
    else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
}

# People

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "accounts.adapters.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupForm"
ACCOUNT_FORMS = {
    "login": "accounts.allauth_forms.LoginForm",
    "signup": "accounts.allauth_forms.SignupForm",
    "reset_password": "accounts.allauth_forms.ResetPasswordForm",
    "add_email": "accounts.allauth_forms.AddEmailForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = env.str(
    "EMAIL_VERIFICATION", default="optional", among=("none", "optional", "mandatory")
)
# Wrong passwords for one account from one address, on pages and in calls together, before sign-in
# there is paused.
SIGN_IN_ATTEMPTS = env.int("SIGN_IN_ATTEMPTS", default=10, low=1)
SIGN_IN_ATTEMPTS_SECONDS = env.int("SIGN_IN_ATTEMPTS_SECONDS", default=300, low=1)
# accounts.login_attempts counts failures for pages and REST, so django-allauth does not count them.
ACCOUNT_RATE_LIMITS = {"login_failed": None}
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
# Providers are added by SINGLE_SIGN_ON_APPS and configured in the admin.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False

# Without a mail server, mails are printed to the server's output.
EMAIL_HOST = env.str("EMAIL_HOST", default="", each=values.mail_host)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = env.int("EMAIL_PORT", default=587, low=1, high=65_535)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = env.float("EMAIL_TIMEOUT_SECONDS", default=10, low=0.1)
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default="Meet <meet@localhost>", each=values.mail_address
)

SIMPLE_JWT = {
    "SIGNING_KEY": JWT_SIGNING_KEY,
    # Clients that never refresh are signed out when it expires, even in a meeting: decision 0021.
    "ACCESS_TOKEN_LIFETIME": timedelta(
        minutes=env.int("ACCESS_TOKEN_LIFETIME_MINUTES", default=12 * 60, low=1, high=30 * 24 * 60)
    ),
    "REFRESH_TOKEN_LIFETIME": timedelta(
        days=env.int("REFRESH_TOKEN_LIFETIME_DAYS", default=14, low=1, high=365)
    ),
    "USER_AUTHENTICATION_RULE": "rest_framework_simplejwt.authentication"
    ".default_user_authentication_rule",
    # Refuse tokens that were issued before the person changed the password.
    "CHECK_REVOKE_TOKEN": True,
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.tokens.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["meet.api.parsers.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "meet.api.openapi_schema.MeetAutoSchema",
    "EXCEPTION_HANDLER": "meet.api.errors.exception_handler",
    "NON_FIELD_ERRORS_KEY": "",
    # Count by the address in the scope, which `meet.proxy_headers` has set before Django runs.
    "NUM_PROXIES": 0,
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        # All calls: per address for guests, which may be a whole campus, or per account.
        "anon": env.str("ANONYMOUS_RATE", default="1000/minute", each=values.rate),
        "user": env.str("ACCOUNT_RATE", default="600/minute", each=values.rate),
        # A client calls it when it joins, and again before its credentials expire.
        "ice": env.str("ICE_RATE", default="30/minute", each=values.rate),
        # Attempts to sign in, per address: enough for typing errors, but not for guessing.
        "credentials": env.str("CREDENTIALS_RATE", default="20/minute", each=values.rate),
    },
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Meet",
    "DESCRIPTION": "The actions of hosts on pages and in meetings, for programs. "
    "The events of a meeting are sent over Socket.IO: see [events](/api/docs/events).",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api",
    "ENFORCE_NON_BLANK_FIELDS": True,
    "ENUM_NAME_OVERRIDES": {
        "MembershipRole": "rooms.models.Membership.Role",
        "SeatRole": "rooms.models.Seat.Role",
        "MessageType": "rooms.models.Message.Type",
        "AuditAction": "rooms.models.Audit.Action",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "meet.api.openapi_schema.add_tags",
    ],
}

# Meetings

# Codes are short and could be guessed. One address may try this many unknown codes in this period.
UNKNOWN_CODES = env.int("UNKNOWN_CODES", default=20, low=1)
UNKNOWN_CODES_SECONDS = env.int("UNKNOWN_CODES_SECONDS", default=300, low=1)
DEFAULT_MAX_PARTICIPANTS = env.int(
    "DEFAULT_MAX_PARTICIPANTS", default=12, low=2, high=100
)  # people, a mesh
# With more people who send pictures, most pictures are reduced: each is encoded for each person.
MESH_PARTICIPANTS = env.int("MESH_PARTICIPANTS", default=4, low=2, high=100)
# Servers that forward sound and pictures in larger meetings, e.g. ws://:secret@10.0.0.5:8188
MEDIA_SERVERS = env.media_servers("MEDIA_SERVERS")
MEDIA_SERVER_PEOPLE = env.int("MEDIA_SERVER_PEOPLE", default=150, low=1)  # on each of them
# How long a seat is held for a person whose connection was lost.
HOLD_SECONDS = env.float("HOLD_SECONDS", default=60)
HOST_HOLD_SECONDS = env.float("HOST_HOLD_SECONDS", default=120)
RELOAD_HOLD_SECONDS = env.float("RELOAD_HOLD_SECONDS", default=5)
# The delays after a lost connection: until the person is shown as reconnecting, and until clients
# that know only joining and leaving are told that the person left.
RECONNECTING_SECONDS = env.float("RECONNECTING_SECONDS", default=2)
DEPARTED_SECONDS = env.float("DEPARTED_SECONDS", default=5)
# The waiting room: how long a disconnected knocker keeps its place, and how long a denied knocker
# must wait before the next request.
KNOCK_AWAY_SECONDS = env.float("KNOCK_AWAY_SECONDS", default=45)
# Clients that do not know the waiting room give up 15 s after their request. They get an answer
# before that.
KNOCK_ANSWER_SECONDS = env.float("KNOCK_ANSWER_SECONDS", default=14)
KNOCK_AGAIN_SECONDS = env.int("KNOCK_AGAIN_SECONDS", default=30)
MOST_KNOCKERS = env.int("MOST_KNOCKERS", default=50, low=1)  # people waiting for one room
KNOCKERS_KEPT_FOR_ACCOUNTS = env.int("KNOCKERS_KEPT_FOR_ACCOUNTS", default=10)  # of these
KNOCKERS_PER_ADDRESS = env.int("KNOCKERS_PER_ADDRESS", default=5)  # guests waiting for one room
# Rooms without a row. Clients of some protocols open them by name.
ALLOW_AD_HOC_ROOMS = env.bool("ALLOW_AD_HOC_ROOMS", default=True)
MOST_AD_HOC_ROOMS = env.int("MOST_AD_HOC_ROOMS", default=1000)  # with a meeting at the same time
WRONG_PASSWORDS_PER_MINUTE = env.int("WRONG_PASSWORDS_PER_MINUTE", default=10)  # per address
AD_HOC_PARTICIPANTS = env.int("AD_HOC_PARTICIPANTS", default=12, low=2, high=100)  # people in each
# Some clients open the camera only after they joined, and cannot accept a connection before that.
CAMERA_SECONDS = env.float("CAMERA_SECONDS", default=3)
# How long a page, an API call or the admin waits until a change reaches the people in a room.
LIVE_ANSWER_SECONDS = env.float("LIVE_ANSWER_SECONDS", default=5, low=0.1)
TYPING_SECONDS = env.float("TYPING_SECONDS", default=3)
# STUN and TURN URLs that are sent to people in a room, e.g. stun:stun.example.org:3478
ICE_URLS = env.list("ICE_URLS", default=[], each=values.stun_url)
TURN_URLS = env.list("TURN_URLS", default=[], each=values.turn_url)
TURN_SECRET = env.str("TURN_SECRET", default="")
TURN_TTL_SECONDS = env.int("TURN_TTL_SECONDS", default=3600, low=60, high=3600)

# Random pairs

PAIRING_ENABLED = env.bool("PAIRING_ENABLED", default=True)
PAIRING_SIGN_IN_REQUIRED = env.bool("PAIRING_SIGN_IN_REQUIRED", default=False)
# Domains of e-mail addresses, e.g. example.org. All other accounts and all guests are refused.
PAIRING_EMAIL_DOMAINS = env.list("PAIRING_EMAIL_DOMAINS", default=[], each=values.mail_domain)
# How long a person whose partner has left waits before being queued again automatically.
PAIRING_ALONE_SECONDS = env.float("PAIRING_ALONE_SECONDS", default=5)
# How long a pair is kept for a partner whose connection was lost.
PAIRING_HOLD_SECONDS = env.float("PAIRING_HOLD_SECONDS", default=5)
PAIRING_REPORTED_MESSAGES = env.int("PAIRING_REPORTED_MESSAGES", default=20)  # stored per report

# Sockets

MESSAGE_BYTES = 64 * 1024  # one Socket.IO message
# One message with the description of a connection that carries the media of a whole meeting.
LARGE_MESSAGE_BYTES = 320 * 1024
LARGE_EVENTS = ("publish-media", "answer-media")
LARGE_MESSAGES_PER_SECOND, LARGE_MESSAGES_BURST = 5, 20  # those above MESSAGE_BYTES, per socket
MESSAGES_PER_SECOND = env.float("MESSAGES_PER_SECOND", default=50, low=1)  # sustained, per socket
MESSAGES_BURST = env.int("MESSAGES_BURST", default=200, low=1)
HTTP_BODY_BYTES = 1024 * 1024  # one HTTP request's body
REQUEST_SECONDS = env.float("REQUEST_SECONDS", default=30, low=0.1)  # to send an HTTP request
RESPONSE_SECONDS = env.float(
    "RESPONSE_SECONDS", default=30, low=0.1
)  # to receive the next 64 KiB of a response
# One address may be a whole campus, or an unlisted proxy. Lower the value if it is neither.
SOCKETS_PER_ADDRESS = env.int("SOCKETS_PER_ADDRESS", default=10_000, low=1)
# One connection could open thousands of sockets by polling. Handshakes above this rate wait.
POLLING_HANDSHAKES_PER_SECOND = env.float("POLLING_HANDSHAKES_PER_SECOND", default=200)
POLLING_HANDSHAKES_BURST = env.int("POLLING_HANDSHAKES_BURST", default=200)
# How long a socket may take to present a new access token after its token has expired.
TOKEN_GRACE_SECONDS = env.float("TOKEN_GRACE_SECONDS", default=25)
CONNECT_SECONDS = env.float("CONNECT_SECONDS", default=10, low=0.1)  # to send a Socket.IO CONNECT
# How long a socket's state is kept for a client that lost its connection; 0 keeps no state.
RECOVERY_SECONDS = env.float("RECOVERY_SECONDS", default=120)
PING_INTERVAL_SECONDS = env.float("PING_INTERVAL_SECONDS", default=25, low=0.1)
PING_TIMEOUT_SECONDS = env.float("PING_TIMEOUT_SECONDS", default=20, low=0.1)

# Pages

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

# Metrics and logs

# /metrics needs one of these. Prometheus sends the token as a bearer token.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# Any client that reaches the server can read the metrics.
METRICS_OPEN = env.bool("METRICS_OPEN", default=False)
if METRICS_OPEN and METRICS_TOKEN:
    SETTING_PROBLEMS["METRICS_OPEN"] = "must be off if METRICS_TOKEN is set"

LOG_LEVEL = env.str(
    "LOG_LEVEL",
    default="INFO",
    each=str.upper,
    among=("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"),
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "outages": {"()": "meet.log_filters.OutageFilter"},
        "once": {"()": "meet.log_filters.RepeatedLineFilter"},
    },
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}{repeated}", "style": "{"}
    },
    "handlers": {
        "console": {
            "class": "meet.log_filters.CopyingStreamHandler",
            "formatter": "line",
            "filters": ["outages", "once"],
        }
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # The proxy logs requests, one line for each.
        "django.channels.server": {"level": "WARNING"},
        "daphne": {"level": "WARNING"},
        # A refused request is not logged. A failed request is an error.
        "django.request": {"level": "ERROR"},
        # Any client can request an unknown host or send thousands of fields, and gets a 400. Each
        # such request would log a traceback, and the lines about forms quote the client's data.
        "django.security": {"level": "CRITICAL"},
        # A client's protocol errors are not errors of the server. Each would log a line or a
        # traceback.
        "picows": {"level": "CRITICAL"},
        # INFO lines contain data that people send. Without a level, these loggers log everything
        # twice.
        "socketio.server": {"level": "WARNING"},
        "engineio.server": {"level": "ERROR"},
    },
}
