"""REST: access tokens, rates and the OpenAPI schema."""

from datetime import timedelta

from meet import setting_values as values
from meet.settings.safety import JWT_SIGNING_KEY
from meet.settings.variables import env

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
    "DEFAULT_THROTTLE_CLASSES": [
        "accounts.api.throttling.AnonymousThrottle",
        "accounts.api.throttling.AccountThrottle",
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
