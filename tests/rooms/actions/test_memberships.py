import uuid

import pytest
from allauth.account.models import EmailAddress
from pytest_django import Settings

from accounts.identity import Person, person_of_account, person_of_guest
from accounts.models import User
from rooms import actions, code_lookup, queries
from rooms.access import RoomAccess
from rooms.admission import newcomer_refusal
from rooms.authorization import authorize
from rooms.models import Audit, Block, Meeting, Membership, Room
from rooms.refusals import InvalidInput, NotInvited, RoomNotFound
from tests.rooms.actions.conftest import audited


def confirm(user: User, email: str | None = None) -> None:
    EmailAddress.objects.create(user=user, email=email or user.email, verified=True)


def open_room(room: Room, user: User) -> RoomAccess:
    return code_lookup.request_entry(room.code, person_of_account(user), "192.0.2.1")


@pytest.mark.parametrize("email", ["nobody@example.org", "ben@example.org"])
def test_an_invitation_does_not_tell_whether_there_is_an_account(
    room: Room, host: User, other: User, email: str
) -> None:
    confirm(other)
    invitation = actions.invite(room, host, email)
    assert (invitation.user, invitation.email, invitation.role) == (None, email, "invited")
    assert audited() == [("Ann", "invite", email, room.code)]


@pytest.mark.parametrize("role", [Membership.Role.INVITED, Membership.Role.COHOST])
def test_who_opens_the_room_with_the_confirmed_address_becomes_a_member(
    room: Room, host: User, role: Membership.Role
) -> None:
    Room.objects.update(access="invited")
    invitation = actions.invite(room, host, "new@example.org", role)
    newcomer = User.objects.create_user("new@example.org")
    with pytest.raises(RoomNotFound):
        code_lookup.request_entry(room.code, person_of_guest(uuid.uuid4()), "192.0.2.1")
    assert isinstance(newcomer_refusal(open_room(room, newcomer)), NotInvited)

    confirm(newcomer)

    for _ in range(2):
        admitted = open_room(room, newcomer)
        assert newcomer_refusal(admitted) is None
        assert admitted.role == ("cohost" if role == "cohost" else "participant")
        assert Membership.objects.get() == invitation
        assert Membership.objects.get().user == newcomer


def test_an_invitation_is_for_any_confirmed_address_of_an_account(
    room: Room, host: User, other: User
) -> None:
    actions.set_cohost(room, host, other, False)
    actions.invite(room, host, "ben@work.example.org", Membership.Role.COHOST)
    confirm(other, "ben@work.example.org")

    assert open_room(room, other).role == "cohost"

    assert Membership.objects.get().role == "cohost"


def test_who_accepts_an_invitation_during_the_meeting_has_the_role_on_its_seat_too(
    room: Room, host: User, other: User
) -> None:
    seat = Meeting.objects.create(room=room).seats.create(
        user=other, display_name="Ben", role="participant"
    )
    actions.invite(room, host, other.email, Membership.Role.COHOST)
    confirm(other)

    open_room(room, other)

    seat.refresh_from_db()
    assert seat.role == "cohost"


def test_an_invitation_of_another_address_of_the_host_takes_nothing_from_the_host(
    room: Room, host: User
) -> None:
    seat = Meeting.objects.create(room=room).seats.create(
        user=host, display_name="Ann", role="host"
    )
    invitation = actions.invite(room, host, "ann@work.example.org", Membership.Role.COHOST)
    confirm(host, "ann@work.example.org")
    open_room(room, host)
    invitation.refresh_from_db()

    actions.uninvite(room, host, invitation)

    seat.refresh_from_db()
    assert (seat.role, open_room(room, host).role) == ("host", "host")


def test_an_unconfirmed_address_counts_only_where_none_is_ever_confirmed(
    room: Room, host: User, other: User, settings: Settings
) -> None:
    actions.invite(room, host, other.email, Membership.Role.COHOST)
    EmailAddress.objects.create(user=other, email=other.email, verified=False)
    assert open_room(room, other).role == "participant"
    assert not queries.rooms_hosted_by(other)
    assert not queries.rooms_known_to(other)
    settings.ACCOUNT_EMAIL_VERIFICATION = "none"
    assert queries.rooms_hosted_by(other).get() == queries.rooms_known_to(other).get() == room
    assert authorize(room.pk, person_of_account(other)).role == "cohost"
    assert open_room(room, other).role == "cohost"


def test_an_invitation_is_of_use_to_no_guest(room: Room, host: User, guest: Person) -> None:
    Room.objects.update(access="invited")
    actions.invite(room, host, "nobody@example.org", Membership.Role.COHOST)
    with pytest.raises(RoomNotFound):
        code_lookup.request_entry(room.code, guest, "192.0.2.1")
    with pytest.raises(RoomNotFound):
        authorize(room.pk, guest)


def test_the_role_of_an_invitation_changes_before_anybody_comes(room: Room, host: User) -> None:
    invitation = actions.invite(room, host, "new@example.org")
    actions.set_member_role(room, host, invitation, is_cohost=True)
    assert Membership.objects.get().role == "cohost"
    actions.set_member_role(room, host, invitation, is_cohost=False)
    assert Membership.objects.get().role == "invited"
    assert [what for _, what, _, _ in audited()] == ["invite", "set_cohost", "unset_cohost"]


def test_the_host_is_no_guest_of_their_own(room: Room, host: User) -> None:
    with pytest.raises(InvalidInput, match="your own"):
        actions.invite(room, host, host.email)
    with pytest.raises(InvalidInput, match="co-host"):
        actions.set_cohost(room, host, host, True)
    assert not Membership.objects.exists()


def test_somebody_is_invited_once(room: Room, host: User, other: User) -> None:
    first = actions.invite(room, host, f" {other.email.upper()} ")
    assert actions.invite(room, host, other.email) == first
    assert audited() == [("Ann", "invite", other.email, room.code)]


def test_an_invitation_does_not_take_the_cohost_role_away(
    room: Room, host: User, other: User
) -> None:
    actions.set_cohost(room, host, other, True)
    assert actions.invite(room, host, other.email).role == "cohost"


def test_a_cohost_who_is_none_any_more_stays_invited(room: Room, host: User, other: User) -> None:
    actions.set_cohost(room, host, other, True)
    assert Membership.objects.get().role == "cohost"
    actions.set_cohost(room, host, other, False)
    assert Membership.objects.get().role == "invited"
    assert [what for _, what, _, _ in audited()] == ["set_cohost", "unset_cohost"]


def test_an_invitation_is_taken_back(room: Room, host: User, other: User) -> None:
    membership = actions.invite(room, host, other.email)
    actions.uninvite(room, host, membership)
    assert not Membership.objects.exists()
    assert audited()[-1] == ("Ann", "uninvite", other.email, room.code)


def test_a_membership_is_ended(room: Room, host: User, other: User) -> None:
    actions.set_cohost(room, host, other, True)
    actions.uninvite(room, host, Membership.objects.get())
    assert not Membership.objects.exists()
    assert audited()[-1] == ("Ann", "uninvite", "Ben", room.code)


def test_who_is_unblocked_is_noted(room: Room, host: User, other: User) -> None:
    block = Block.objects.create(room=room, user=other, display_name="Ben then")
    actions.unblock(room, host, block)
    assert not Block.objects.exists()
    assert audited() == [("Ann", "unblock", "Ben then", room.code)]


def test_what_another_page_has_ended_already_is_not_ended_again(
    room: Room, host: User, other: User
) -> None:
    actions.invite(room, host, "di@example.org")
    Block.objects.create(room=room, user=other, display_name="Ben")
    Audit.objects.all().delete()
    members = [Membership.objects.get() for _ in range(2)]
    blocks = [Block.objects.get() for _ in range(2)]

    for member, block in zip(members, blocks, strict=True):
        actions.uninvite(room, host, member)
        actions.unblock(room, host, block)

    assert [action for _, action, _, _ in audited()] == ["uninvite", "unblock"]


@pytest.mark.parametrize("has_account", [True, False])
def test_nobody_becomes_cohost_by_a_membership_that_has_ended(
    room: Room, host: User, other: User, has_account: bool
) -> None:
    if has_account:
        actions.set_cohost(room, host, other, False)
    else:
        actions.invite(room, host, "di@example.org")
    ended = Membership.objects.select_related("user").get()
    actions.uninvite(room, host, Membership.objects.get())

    with pytest.raises(InvalidInput):
        actions.set_member_role(room, host, ended, is_cohost=True)

    assert not Membership.objects.exists()
