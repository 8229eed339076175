"""An account goes, with the rooms that it hosts."""

from django.db import transaction

from accounts.models import User
from rooms.actions.holding import hold_account_to_delete
from rooms.actions.room import delete_room
from rooms.models import Room
from rooms.refusals import RoomNotFound


@transaction.atomic
def delete_account(account: User, actor: User) -> None:
    """Delete an account; the meetings in its rooms end. Nothing happens where it is gone already.

    What it has written and where it has sat in other rooms is kept without it. Whoever writes a
    row that refers to the account waits for this, and finds that it is gone.
    """
    _delete_rooms(account, actor)
    if hold_account_to_delete(account.pk) is None:
        return
    # One that was created while the others were deleted.
    _delete_rooms(account, actor)
    account.delete()


def _delete_rooms(account: User, actor: User) -> None:
    for room in Room.objects.filter(host=account).order_by("pk"):
        try:
            delete_room(room, actor)
        except RoomNotFound:
            continue
