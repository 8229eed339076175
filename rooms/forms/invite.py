"""The form in which a host invites a person to a room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import EmailField
from rooms.models import Membership


class InviteForm(forms.Form):
    email = EmailField(
        label=_("Email of their account"),
        help_text=_(
            "The person needs an account with this confirmed address, and can create it later."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Enter an email address."),
            "invalid": _("An email address looks like ann@example.org."),
        },
    )
    role = forms.ChoiceField(
        label=_("As"),
        choices=Membership.Role.choices[::-1],
        error_messages={"invalid_choice": _("Select one of the options.")},
    )
