"""How Meet is reached safely: hosts, origins, proxies, cookies and the headers of pages."""

from csp.constants import NONCE, NONE, SELF

from meet import setting_values as values
from meet.settings.variables import env

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
