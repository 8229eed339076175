"""The deletion of an account, together with the rooms that it hosts."""

from django.db import transaction

from accounts.models import User
from rooms.actions.room_state import delete_room
from rooms.actions.row_locks import lock_account_row_to_delete
from rooms.models import Room
from rooms.refusals import RoomNotFound


@transaction.atomic
def delete_account(account: User, actor: User) -> None:
    """Delete an account and end the meetings in its rooms; do nothing if it was already deleted.

    Its messages and its seats in other rooms are kept without the account. A transaction that
    writes a row for the account waits for the deletion, and then finds no account.
    """
    _delete_rooms(account, actor)
    if lock_account_row_to_delete(account.pk) is None:
        return
    # Delete rooms that were created while the others were being deleted.
    _delete_rooms(account, actor)
    account.delete()


def _delete_rooms(account: User, actor: User) -> None:
    for room in Room.objects.filter(host=account).order_by("pk"):
        try:
            delete_room(room, actor)
        except RoomNotFound:
            continue
