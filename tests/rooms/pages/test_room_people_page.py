"""Co-hosts, invited and blocked people, on the host's page of a room."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from rooms import actions
from rooms.models import Block, Membership, Room

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["invited", "cohost"])
def test_the_host_adds_somebody_by_email(
    role: str, as_host: Client, other: User, room: Room
) -> None:
    response = as_host.post(
        f"/rooms/{room.code}/invite/", {"email": "ＢＥＮ@example.org", "role": role}, follow=True
    )

    assert Membership.objects.get().email == other.email
    assert Membership.objects.get().role == role
    page = response.content.decode()
    assert other.email in page
    assert "Has not joined yet." in page
    assert other.display_name not in page


@pytest.mark.parametrize(
    ("email", "role", "sentence"),
    [
        ("ann@example.org", "invited", "This is your own address"),
        ("ann@example.org", "cohost", "This is your own address"),
        ("not an address", "invited", "An email address looks like ann@example.org."),
        ("", "invited", "Enter an email address."),
        ("ben@example.org", "host", "Select one of the options."),
    ],
)
def test_whom_the_host_cannot_add_is_said_beside_the_form(
    email: str, role: str, sentence: str, *, as_host: Client, other: User, room: Room
) -> None:
    response = as_host.post(f"/rooms/{room.code}/invite/", {"email": email, "role": role})

    assert response.status_code == 200
    assert f"<span>{sentence}</span>" in response.content.decode()
    assert not Membership.objects.exists()


def test_the_host_gives_and_takes_the_cohost_role(
    as_host: Client, host: User, other: User, room: Room
) -> None:
    member = actions.invite(room, host, other.email)

    as_host.post(f"/rooms/{room.code}/members/{member.pk}/", {"cohost": ""})
    assert Membership.objects.get().role == Membership.Role.COHOST

    as_host.post(f"/rooms/{room.code}/members/{member.pk}/", {"invited": ""})
    assert Membership.objects.get().role == Membership.Role.INVITED


def test_the_host_takes_an_invitation_back(
    as_host: Client, host: User, other: User, room: Room
) -> None:
    member = actions.invite(room, host, other.email)

    as_host.post(f"/rooms/{room.code}/members/{member.pk}/", {"remove": ""})

    assert not Membership.objects.exists()


def test_a_member_of_another_room_is_out_of_reach(
    as_host: Client, host: User, other: User, room: Room
) -> None:
    theirs = actions.create_room(other)
    member = actions.invite(theirs, other, host.email)

    response = as_host.post(f"/rooms/{room.code}/members/{member.pk}/", {"remove": ""})

    assert response.status_code == 404
    assert Membership.objects.exists()


def test_without_blocked_people_the_page_does_not_speak_of_them(
    as_host: Client, room: Room
) -> None:
    assert "Blocked people" not in as_host.get(f"/rooms/{room.code}/settings/").content.decode()


def test_the_host_unblocks_somebody(as_host: Client, other: User, room: Room) -> None:
    block = Block.objects.create(room=room, user=other, display_name="Mallory")
    assert "Mallory" in as_host.get(f"/rooms/{room.code}/settings/").content.decode()

    as_host.post(f"/rooms/{room.code}/blocks/{block.pk}/unblock/")

    assert not Block.objects.exists()


def test_more_people_make_no_more_queries(
    as_host: Client, host: User, room: Room, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        user = User.objects.create_user(f"user{number}@example.org")
        actions.set_cohost(room, host, user, number % 2 == 0)
        Block.objects.create(room=room, user=user, display_name=f"Mallory {number}")

    with django_assert_max_num_queries(7):
        as_host.get(f"/rooms/{room.code}/settings/")


def test_a_block_of_another_room_is_out_of_reach(
    as_host: Client, host: User, other: User, room: Room
) -> None:
    theirs = actions.create_room(other)
    block = Block.objects.create(room=theirs, user=host, display_name="Ann")

    response = as_host.post(f"/rooms/{room.code}/blocks/{block.pk}/unblock/")

    assert response.status_code == 404
    assert Block.objects.exists()


def test_a_host_who_is_a_member_too_does_not_become_cohost(as_host: Client, room: Room) -> None:
    member = Membership.objects.create(room=room, user=room.host, role="invited")

    page = as_host.post(f"/rooms/{room.code}/members/{member.pk}/", {"cohost": ""}, follow=True)

    assert page.status_code == 200
    assert "The host can&#x27;t be a co-host too" in page.text
    member.refresh_from_db()
    assert member.role == "invited"
