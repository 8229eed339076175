"""The questions and messages that an operator sees before and after an action on people."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rooms.models import MESSAGE_CHARACTERS


class NoticeForm(forms.Form):
    content = forms.CharField(
        label=_("Message"), max_length=MESSAGE_CHARACTERS, widget=forms.Textarea({"rows": 3})
    )


class RemovalForm(forms.Form):
    is_blocked = forms.BooleanField(label=_("Also block from this room"), required=False)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The texts of one page. They are translated when they are displayed."""

    title: Any
    words: Any
    button: Any
    done: Any
    form: type[forms.Form] = forms.Form


END = Confirmation(
    title=_("End the meeting?"),
    words=_("All participants leave, and no one can join until a host starts the room again."),
    button=_("End meeting for all"),
    done=_("The meeting has ended."),
)
REMOVE = Confirmation(
    title=_("Remove from the meeting?"),
    words=_("A removed person must ask to join again."),
    button=_("Remove"),
    done=_("The person was removed."),
    form=RemovalForm,
)
MESSAGE = Confirmation(
    title=_("Message to a meeting"),
    words=_("All participants see it in the chat, with your name."),
    button=_("Send"),
    done=_("The message was sent."),
    form=NoticeForm,
)
