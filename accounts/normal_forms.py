"""The one form in which addresses and passwords are compared, however they were typed.

Keyboards and input methods write the same text in several ways: é as one character or as e with an
accent, letters in full width. Unicode's normal forms make them equal (UAX #15).
"""

import unicodedata


def normal_email(email: str) -> str:
    """Return an e-mail address in NFKC and lower case, which names the same mailbox to Meet."""
    return unicodedata.normalize("NFKC", email).strip().lower()


def normal_password(password: str) -> str:
    """Return a password in NFC: unlike NFKC it makes nothing equal that looks different."""
    return unicodedata.normalize("NFC", password)
