import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from rooms import actions, queries
from rooms.models import Meeting, Membership, Message, Room, Seat
from rooms.refusals import NotAuthorized, RoomNotFound


def sit(meeting: Meeting, name: str) -> Seat:
    return Seat.objects.create(
        meeting=meeting, guest_id=uuid.uuid4(), display_name=name, role="participant"
    )


def post(room: Room, *contents: str) -> list[int]:
    return [
        Message.objects.create(room=room, peer_id="x", sender_name="X", content=content).pk
        for content in contents
    ]


@pytest.mark.django_db
def test_a_room_that_is_not_there_is_not_found(other: User) -> None:
    with pytest.raises(RoomNotFound):
        queries.find_room("ZZZZZZ")
    with pytest.raises(RoomNotFound):
        queries.find_hosted_room("ZZZZZZ", other)
    assert queries.room_by_id(uuid.uuid4()) is None


def test_a_room_is_hosted_by_its_host_alone(room: Room, host: User, other: User) -> None:
    Membership.objects.create(room=room, user=other, role="cohost")
    with pytest.raises(NotAuthorized):
        queries.find_hosted_room(room.code, other)
    assert queries.find_hosted_room(room.code, host) == room


def test_a_room_is_found_with_host_and_settings_by_one_query(
    room: Room, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        found = queries.find_room(room.code)
        assert (found.host.display_name, found.settings.allow_chat) == ("Ann", True)
    with django_assert_num_queries(1):
        by_id = queries.room_by_id(room.pk)
        assert by_id is not None
        assert by_id.settings.allow_chat


def test_a_room_starts_with_its_live_meeting_though_the_clock_was_set_back(room: Room) -> None:
    later = timezone.now() + timedelta(seconds=30)
    Meeting.objects.create(room=room, started_at=later, ended_at=later)
    live = Meeting.objects.create(room=room)
    assert queries.rooms_with_start().get().started_at == live.started_at


def test_my_rooms_are_mine_live_ones_first_then_the_newest(host: User, other: User) -> None:
    actions.create_room(other, "Not mine")
    oldest, middle, newest = (actions.create_room(host, name) for name in ("1", "2", "3"))
    Meeting.objects.create(room=middle)
    Meeting.objects.update(ended_at=timezone.now())
    sit(Meeting.objects.create(room=oldest), "Bo")
    mine = list(queries.rooms_on_home_page(host))
    assert [room.name for room in mine] == [oldest.name, newest.name, middle.name]
    assert [room.is_live for room in mine] == [True, False, False]
    (live,) = mine[0].live_meetings
    assert [seat.display_name for seat in live.standing_seats] == ["Bo"]
    assert mine[1].live_meetings == []


def test_my_rooms_cost_the_same_queries_however_many_they_are(
    host: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name in "12345":
        sit(Meeting.objects.create(room=actions.create_room(host, name)), "Bo")
    with django_assert_num_queries(3):
        for room in queries.rooms_on_home_page(host):
            assert room.settings.allow_chat
            assert [len(meeting.standing_seats) for meeting in room.live_meetings] == [1]


def test_who_is_present_is_listed_longest_there_first(
    room: Room, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    past = Meeting.objects.create(room=room)
    sit(past, "Of yesterday")
    Meeting.objects.update(ended_at=timezone.now())
    meeting = Meeting.objects.create(room=room)
    for name in ("Bo", "Cy", "Di"):
        sit(meeting, name)
    Seat.objects.filter(display_name="Cy").update(given_up_at=timezone.now())
    with django_assert_num_queries(1):
        assert queries.present_names(room) == ["Bo", "Di"]


def test_members_are_listed_by_role_with_their_accounts(
    room: Room, other: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Membership.objects.create(room=room, user=other, role="cohost")
    with django_assert_num_queries(1):
        cohosts = queries.members_of(room, Membership.Role.COHOST)
        assert [member.user.email for member in cohosts] == [other.email]
    assert not queries.members_of(room, Membership.Role.INVITED)


def test_the_chat_is_read_in_pages(room: Room, host: User) -> None:
    post(actions.create_room(host, "Elsewhere"), "elsewhere")
    ids = post(room, *"01234")

    def read(**page: int) -> tuple[str, bool]:
        messages, more = queries.messages_of(room.pk, **page)
        return "".join(message.content for message in messages), more

    assert read() == ("01234", False)
    assert read(limit=2) == ("34", True)
    assert read(limit=2, before=ids[2]) == ("01", False)
    assert read(limit=2, after=ids[1]) == ("23", True)
    assert read(limit=2, after=ids[0], before=ids[2]) == ("1", False)
    assert read(after=ids[4]) == ("", False)


@pytest.mark.parametrize("count", [0, 3, 60])
def test_the_chat_that_a_join_reads_is_the_newest_page(room: Room, host: User, count: int) -> None:
    post(actions.create_room(host, "Elsewhere"), "elsewhere")
    post(room, *map(str, range(count)))
    page, _ = queries.messages_of(room.pk)
    newest = queries.newest_messages(room.pk)
    assert newest == page
    assert [(one.content, one.sent_at, one.room_id, one.seat_id, one.key) for one in newest] == [
        (one.content, one.sent_at, one.room_id, one.seat_id, one.key) for one in page
    ]


def test_a_page_of_chat_is_the_newest_fifty_by_one_query(
    room: Room, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    post(room, *map(str, range(60)))
    with django_assert_num_queries(1):
        messages, more = queries.messages_of(room.pk)
    assert ([message.content for message in messages], more) == (
        [str(number) for number in range(10, 60)],
        True,
    )
