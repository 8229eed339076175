"""Forms about rooms, which validate the input of actions."""

from rooms.forms.invite import InviteForm
from rooms.forms.join import JoinForm
from rooms.forms.room import RoomForm

__all__ = ["InviteForm", "JoinForm", "RoomForm"]
