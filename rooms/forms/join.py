"""The form in which a person enters the code of a room."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.identity import Person
from rooms import code_lookup
from rooms.codes import TYPED_CHARACTERS, normalize_code
from rooms.refusals import RoomNotFound, TooManyGuesses


class JoinForm(forms.Form):
    """The code of a room, typed or pasted in any form; the cleaned code is that of a real room."""

    code = forms.CharField(label=_("Room code or link"), max_length=TYPED_CHARACTERS)

    def __init__(
        self, data: QueryDict | None = None, *, person: Person | None = None, address: str = ""
    ) -> None:
        """Store who makes the guess, and from which address; a form without data needs neither."""
        super().__init__(data)
        self._person, self._address = person, address

    def clean_code(self) -> str:
        code = normalize_code(self.cleaned_data["code"])
        if code is None or self._person is None:
            raise ValidationError(_("A code has six letters and digits, such as 7KQ2MX."))
        try:
            return code_lookup.find_room(code, self._person, self._address).room.code
        except TooManyGuesses:
            raise ValidationError(
                _("Too many unknown codes were tried from your network. Wait a few minutes.")
            ) from None
        except RoomNotFound:
            raise ValidationError(self._not_found, params={"code": code}) from None

    @property
    def _not_found(self) -> str:
        if self._person is None or self._person.user_id is None:
            return gettext("No room has the code %(code)s, or you need to sign in.")
        return gettext("No room has the code %(code)s. Check the code for typing errors.")
