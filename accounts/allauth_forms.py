"""The django-allauth forms with an e-mail address; they convert it to its normal form."""

from typing import Any

from allauth.account import forms
from django.http import QueryDict

from accounts.normalization import normalize_email

_FIELDS = ("login", "email")


class _NormalizedEmail:
    """Normalizes the address before validation, because the field rejects full-width letters."""

    def __init__(self, *, data: QueryDict | None = None, **kwargs: Any) -> None:
        if data is not None:
            data = data.copy()
            for name in _FIELDS:
                if typed := data.get(name):
                    data[name] = normalize_email(str(typed))
        super().__init__(data=data, **kwargs)  # type: ignore[call-arg]


class LoginForm(_NormalizedEmail, forms.LoginForm):
    pass


class SignupForm(_NormalizedEmail, forms.SignupForm):
    pass


class ResetPasswordForm(_NormalizedEmail, forms.ResetPasswordForm):
    pass


class AddEmailForm(_NormalizedEmail, forms.AddEmailForm):
    pass
