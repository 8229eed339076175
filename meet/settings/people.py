"""Accounts: how people sign in, and the mail that they get."""

from meet import setting_values as values
from meet.settings.variables import env

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
_use_tls = env.bool("EMAIL_USE_TLS", default=True)
# A server at this port encrypts from the beginning. At other ports, STARTTLS begins the encryption.
EMAIL_USE_SSL = _use_tls and EMAIL_PORT == 465  # noqa: PLR2004 RFC 8314
EMAIL_USE_TLS = _use_tls and not EMAIL_USE_SSL
EMAIL_TIMEOUT = env.float("EMAIL_TIMEOUT_SECONDS", default=10, low=0.1)
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default="Meet <meet@localhost>", each=values.mail_address
)
