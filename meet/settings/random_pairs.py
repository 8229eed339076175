"""Random pairs."""

from meet import setting_values as values
from meet.settings.variables import env

PAIRING_ENABLED = env.bool("PAIRING_ENABLED", default=True)
PAIRING_SIGN_IN_REQUIRED = env.bool("PAIRING_SIGN_IN_REQUIRED", default=False)
# Domains of e-mail addresses, e.g. example.org. All other accounts and all guests are refused.
PAIRING_EMAIL_DOMAINS = env.list("PAIRING_EMAIL_DOMAINS", default=[], each=values.mail_domain)
# How long a person whose partner has left waits before being queued again automatically.
PAIRING_ALONE_SECONDS = env.float("PAIRING_ALONE_SECONDS", default=5)
# How long a pair is kept for a partner whose connection was lost.
PAIRING_HOLD_SECONDS = env.float("PAIRING_HOLD_SECONDS", default=5)
PAIRING_REPORTED_MESSAGES = env.int("PAIRING_REPORTED_MESSAGES", default=20)  # stored per report
