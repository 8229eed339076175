"""Forms and fields for a person's own profile."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.names import NAME_CHARACTERS
from accounts.normalization import normalize_email
from accounts.text_cleaning import visible_line

AVATAR_COLOR_NAMES = (
    _("Ruby"),
    _("Rust"),
    _("Amber"),
    _("Olive"),
    _("Moss"),
    _("Emerald"),
    _("Teal"),
    _("Sea"),
    _("Blue"),
    _("Indigo"),
    _("Violet"),
    _("Magenta"),
)


class LineField(forms.CharField):
    """One line of text. Its length is counted after hidden characters are removed."""

    def to_python(self, value: Any) -> str:
        return visible_line(super().to_python(value) or "")


class DisplayNameField(LineField):
    """A name that other people see: one line of 1 to 50 characters after cleaning."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Your name"))
        kwargs.setdefault("max_length", NAME_CHARACTERS)
        super().__init__(**kwargs)
        self.widget.attrs["autocomplete"] = "name"


class EmailField(forms.EmailField):
    """An e-mail address, in the normal form in which addresses are compared."""

    def to_python(self, value: Any) -> str:
        return normalize_email(super().to_python(value) or "")


class SignupForm(forms.Form):
    """The fields that django-allauth's sign-up form asks for besides address and password."""

    display_name = DisplayNameField(help_text=_("Other people see this name in meetings."))
    field_order = ("display_name", "email", "password1")

    def signup(self, request: HttpRequest, user: User) -> None:
        """Add the display name to an account that django-allauth has just saved."""
        user.display_name = self.cleaned_data["display_name"]
        user.save(update_fields=["display_name"])


class ProfileForm(forms.ModelForm):
    display_name = DisplayNameField()
    avatar_color = forms.TypedChoiceField(
        label=_("Your colour"),
        help_text=_("The background of your initials while your camera is off."),
        choices=list(enumerate(AVATAR_COLOR_NAMES)),
        coerce=int,
        widget=forms.RadioSelect,
    )

    language = forms.ChoiceField(
        label=_("Language"),
        choices=lambda: [("", _("As in the browser")), *settings.LANGUAGES],
        required=False,
    )

    class Meta:
        model = User
        fields: ClassVar = ("display_name", "avatar_color", "language")
