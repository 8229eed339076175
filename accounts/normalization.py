"""The normal forms in which addresses and passwords are compared.

Keyboards and input methods write the same text in several ways: é as one character or as e with an
accent, or letters in full width. Unicode's normal forms make them equal (UAX #15).
"""

import unicodedata


def normalize_email(email: str) -> str:
    """Return an e-mail address in NFKC and lower case; Meet treats both as the same mailbox."""
    return unicodedata.normalize("NFKC", email).strip().lower()


def normalize_password(password: str) -> str:
    """Return a password in NFC. Unlike NFKC, it does not unify characters that look different."""
    return unicodedata.normalize("NFC", password)
