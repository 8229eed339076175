import pytest

from accounts.models import User
from rooms import actions
from rooms.models import Block, Membership, Room
from rooms.refusals import InvalidInput
from tests.rooms.actions.conftest import audited


@pytest.mark.parametrize("email", ["", "nobody@example.org", "not an address"])
def test_nobody_is_invited_without_an_account(room: Room, host: User, email: str) -> None:
    with pytest.raises(InvalidInput, match="Nobody"):
        actions.invite(room, host, email)


def test_an_account_that_is_off_is_not_invited(room: Room, host: User, other: User) -> None:
    User.objects.filter(pk=other.pk).update(is_active=False)
    with pytest.raises(InvalidInput, match="Nobody"):
        actions.invite(room, host, other.email)


def test_the_host_is_no_guest_of_their_own(room: Room, host: User) -> None:
    with pytest.raises(InvalidInput, match="your own"):
        actions.invite(room, host, host.email)
    with pytest.raises(InvalidInput, match="co-host"):
        actions.set_cohost(room, host, host, True)
    assert not Membership.objects.exists()


def test_somebody_is_invited_once(room: Room, host: User, other: User) -> None:
    first = actions.invite(room, host, f" {other.email.upper()} ")
    assert actions.invite(room, host, other.email) == first
    assert (first.user, first.role) == (other, "invited")
    assert audited() == [("Ann", "invite", "Ben", room.code)]


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
    assert audited()[-1] == ("Ann", "uninvite", "Ben", room.code)


def test_who_is_unblocked_is_noted(room: Room, host: User, other: User) -> None:
    block = Block.objects.create(room=room, user=other, display_name="Ben then")
    actions.unblock(room, host, block)
    assert not Block.objects.exists()
    assert audited() == [("Ann", "unblock", "Ben then", room.code)]
