"""Operators' changes of rooms apply to the people inside, and are in the audit."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from rooms import actions
from rooms.models import Audit, Meeting, Membership, Room, RoomSettings, Seat
from tests.rooms.admin.conftest import NewStaff, url
from tests.rooms.conftest import Announced
from tests.rooms.signing_in import signed_in


def saved(staff: Client, room: Room, **changes: Any) -> Any:
    """Submit the form of the room with some fields changed and the settings unchanged."""
    counts = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    sent = {
        "name": room.name,
        "host": room.host_id,
        "access": room.access,
        **{f"memberships-{name}": value for name, value in counts.items()},
        **{f"settings-{name}": 1 for name in counts},
        "settings-0-room": room.pk,
        "settings-0-max_participants": room.settings.max_participants,
        "settings-0-when_host_leaves": room.settings.when_host_leaves,
        "settings-0-end_after_minutes": room.settings.end_after_minutes,
        "settings-0-media_server": room.settings.media_server,
        **changes,
    }
    return staff.post(url(Room, "change", room.pk), sent)


def marked(staff: Client, action: str, *rooms: Room) -> Any:
    chosen = {"action": action, "_selected_action": [room.pk for room in rooms]}
    return staff.post(url(Room, "changelist"), chosen, follow=True)


def test_what_an_operator_changes_is_audited_and_announced(
    root: Client, room: Room, announced: Announced
) -> None:
    announcements = announced(saved, root, room, is_locked="on")

    room.refresh_from_db()
    assert room.is_locked
    assert announcements == [{"type": "room.changed", "room_id": str(room.pk)}]
    assert Audit.objects.filter(actor_name="Root", action="update_room").count() == 1


def added(staff: Client, host: User) -> Room:
    """Submit the form of a new room, with the settings as they are offered."""
    offered = RoomSettings()
    unchanged = {
        f"settings-0-{field.name}": value
        for field in RoomSettings._meta.concrete_fields  # noqa: SLF001 documented
        if (value := getattr(offered, field.attname)) not in (None, False)
    }
    sent = {
        "name": "Weekly",
        "host": host.pk,
        "access": "anyone",
        "memberships-TOTAL_FORMS": 0,
        "memberships-INITIAL_FORMS": 0,
        "settings-TOTAL_FORMS": 1,
        "settings-INITIAL_FORMS": 0,
        "initial-settings-0-max_participants": offered.max_participants,
        **unchanged,
    }
    staff.post(url(Room, "add"), sent)
    return Room.objects.get()


def test_a_room_that_an_operator_adds_can_be_entered(root: Client, host: User) -> None:
    room = added(root, host)

    assert room.settings.max_participants == RoomSettings().max_participants
    assert signed_in(host).get(f"/{room.code}").status_code == 200
    assert [one.action for one in Audit.objects.filter(actor_name="Root")] == ["create_room"]


def test_a_room_has_settings_though_its_operator_may_not_change_them(
    new_staff: NewStaff, host: User
) -> None:
    room = added(new_staff("add_room", "view_room", "view_user"), host)

    assert room.settings.max_participants == RoomSettings().max_participants


def test_a_rooms_name_loses_what_can_not_be_seen(root: Client, room: Room) -> None:
    assert saved(root, room, name=" Board\u202e \u200bmeeting ").status_code == 302
    room.refresh_from_db()
    assert room.name == "Board meeting"

    assert saved(root, room, name="\u200b").status_code == 200


def member_fields(member: Membership, **changes: Any) -> dict[str, Any]:
    """Return the fields of the room's form for its only member."""
    fields = {"id": member.pk, "room": member.room_id, "user": member.user_id, "role": member.role}
    sent = {f"memberships-0-{name}": value for name, value in (fields | changes).items()}
    return {"memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 1, **sent}


def seated(room: Room, user: User, role: str) -> Seat:
    meeting = room.meetings.get()
    return Seat.objects.create(meeting=meeting, user=user, display_name="X", role=role)


@pytest.mark.parametrize("change", [{"DELETE": "on"}, {"role": "invited"}])
def test_an_operator_takes_the_cohost_role_back_in_the_meeting_too(
    root: Client, live_room: Room, other: User, announced: Announced, change: dict[str, str]
) -> None:
    seat = seated(live_room, other, "cohost")
    member = live_room.memberships.get()

    announcements = announced(saved, root, live_room, **member_fields(member, **change))

    role = {"owner": f"user:{other.pk}", "role": "participant"}
    assert announcements[0] == {"type": "room.role", "room_id": str(live_room.pk), **role}
    seat.refresh_from_db()
    assert seat.role == "participant"
    audit = Audit.objects.get(actor_name="Root", action="unset_cohost")
    assert audit.target_name == other.display_name


def test_an_operator_makes_a_member_cohost_in_the_meeting_too(
    root: Client, live_room: Room, other: User, announced: Announced
) -> None:
    live_room.memberships.update(role="invited")
    seat = seated(live_room, other, "participant")
    member = live_room.memberships.get()

    announcements = announced(saved, root, live_room, **member_fields(member, role="cohost"))

    assert announcements[0]["role"] == "cohost"
    seat.refresh_from_db()
    assert seat.role == "cohost"
    assert Audit.objects.filter(actor_name="Root", action="set_cohost").count() == 1


def test_a_new_host_is_host_of_the_meeting_and_the_former_one_is_not(
    root: Client, live_room: Room, other: User, announced: Announced
) -> None:
    live_room.memberships.all().delete()
    former, new = live_room.host, other
    seats = [seated(live_room, former, "host"), seated(live_room, new, "participant")]

    announcements = announced(saved, root, live_room, host=new.pk)

    roles = [(one["owner"], one["role"]) for one in announcements if one["type"] == "room.role"]
    assert roles == [(f"user:{former.pk}", "participant"), (f"user:{new.pk}", "host")]
    for seat in seats:
        seat.refresh_from_db()
    assert [seat.role for seat in seats] == ["participant", "host"]


def test_a_room_that_an_operator_deletes_is_closed_and_audited(
    root: Client, room: Room, announced: Announced
) -> None:
    announcements = announced(root.post, url(Room, "delete", room.pk), {"post": "yes"})

    assert not Room.objects.exists()
    assert [one["type"] for one in announcements] == ["room.closed"]
    assert Audit.objects.filter(actor_name="Root", action="delete_room").count() == 1


def test_the_right_to_delete_a_room_is_enough_for_what_hangs_on_it(
    new_staff: NewStaff, live_room: Room
) -> None:
    staff = new_staff("view_room", "delete_room")

    staff.post(url(Room, "delete", live_room.pk), {"post": "yes"})

    assert not Room.objects.exists()
    assert not Meeting.objects.exists()


def test_the_rooms_of_a_deleted_account_are_closed(
    root: Client, live_room: Room, announced: Announced
) -> None:
    announcements = announced(root.post, url(User, "delete", live_room.host.pk), {"post": "yes"})

    assert not User.objects.filter(pk=live_room.host.pk).exists()
    assert [one["type"] for one in announcements] == ["room.closed"]
    assert Audit.objects.filter(actor_name="Root", action="delete_room").count() == 1


def test_an_account_with_rooms_is_not_deleted_without_the_right_to_delete_those(
    new_staff: NewStaff, live_room: Room
) -> None:
    staff = new_staff("view_user", "delete_user")

    response = staff.post(url(User, "delete", live_room.host.pk), {"post": "yes"})

    assert response.status_code == 403
    assert Room.objects.filter(pk=live_room.pk).exists()


@pytest.mark.parametrize("action", ["lock", "unlock", "close", "reopen"])
def test_to_change_rooms_is_not_to_moderate_them(
    new_staff: NewStaff, room: Room, action: str
) -> None:
    before = Room.objects.values().get()
    staff = new_staff("view_room", "change_room")

    marked(staff, action, room)

    assert Room.objects.values().get() == before


@pytest.mark.parametrize(
    ("action", "announcement"),
    [("lock", "room.changed"), ("close", "room.closed"), ("unlock", None)],
)
def test_an_action_is_done_to_each_marked_room_once(
    new_staff: NewStaff, host: User, announced: Announced, action: str, announcement: str | None
) -> None:
    rooms = [actions.create_room(host, str(number)) for number in range(3)]
    staff = new_staff("view_room", "moderate_room")
    Audit.objects.all().delete()

    announcements = announced(marked, staff, action, *rooms[:2])
    announced(marked, staff, action, *rooms[:2])

    assert [one["type"] for one in announcements] == ([announcement] * 2 if announcement else [])
    assert Audit.objects.filter(actor_name="Sam").count() == len(announcements)
    assert Room.objects.filter(is_locked=True).count() == 2 * (action == "lock")
    assert Room.objects.filter(ended_at=None).count() == 3 - 2 * (action == "close")


def test_closed_rooms_are_reopened(root: Client, room: Room) -> None:
    Room.objects.update(ended_at=timezone.now())

    marked(root, "reopen", room)

    assert Room.objects.filter(ended_at=None).count() == 1
    assert Audit.objects.filter(actor_name="Root", action="reopen_room").count() == 1


def test_rooms_in_session_are_found(root: Client, live_room: Room) -> None:
    actions.create_room(live_room.host, "Nobody here")

    for answer, count in (("yes", 1), ("no", 1), ("", 2)):
        page = root.get(url(Room, "changelist"), {"live": answer} if answer else {})
        assert page.context["cl"].result_count == count
