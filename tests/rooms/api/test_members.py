"""/api/rooms/{id}/members and /blocks."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import User
from rooms import actions
from rooms.models import Block, Membership, Room
from tests.rooms.api.conftest import GUEST_ID, NOT_AUTHORIZED, ROOM_NOT_FOUND, address, called_by

CALLS = [
    ("get", "/members", None),
    ("post", "/members", {"email": "cy@example.org"}),
    ("patch", "/members/{id}", {"role": "cohost"}),
    ("delete", "/members/{id}", None),
]


@pytest.fixture
def cy(db: None) -> User:
    return User.objects.create_user("cy@example.org", display_name="Cy")


@pytest.fixture
def member(room: Room, cy: User) -> Membership:
    return Membership.objects.create(room=room, user=cy, role="invited")


@pytest.fixture
def block(room: Room, cy: User) -> Block:
    return Block.objects.create(room=room, user=cy, display_name="Cy")


def call(client: APIClient, room: Room, what: tuple[str, str, Any], number: int) -> Any:
    method, more, body = what
    return getattr(client, method)(address(room, more.format(id=number)), body, format="json")


@pytest.mark.parametrize("what", CALLS, ids=lambda what: what[0])
def test_members_are_the_hosts_business(
    as_stranger: APIClient,
    others: list[APIClient],
    room: Room,
    member: Membership,
    what: tuple[str, str, Any],
) -> None:
    assert call(as_stranger, room, what, member.pk).json() == ROOM_NOT_FOUND
    for caller in others:
        assert call(caller, room, what, member.pk).json() == NOT_AUTHORIZED
    member.refresh_from_db()
    assert member.role == "invited"


def test_the_host_lists_members(
    as_host: APIClient,
    room: Room,
    member: Membership,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(3):
        user = User.objects.create_user(f"n{number}@example.org")
        Membership.objects.create(room=room, user=user, role="cohost")
    with django_assert_num_queries(2):
        listed = as_host.get(address(room, "/members")).json()
    assert len(listed) == 4
    assert listed[0] == {
        "id": member.pk,
        "userId": str(member.user_id),
        "displayName": "Cy",
        "email": "cy@example.org",
        "isPending": False,
        "role": "invited",
        "createdAt": member.created_at.isoformat().replace("+00:00", "Z"),
    }


@pytest.mark.parametrize("role", ["invited", "cohost"])
def test_the_host_invites_an_account_in_a_role(
    as_host: APIClient, room: Room, cy: User, role: str
) -> None:
    invitation = {"email": "CY@example.org", "role": role}
    for _ in range(2):
        response = as_host.post(address(room, "/members"), invitation, format="json")
        assert (response.status_code, response.json()["role"]) == (201, role)
    assert Membership.objects.get().role == role


@pytest.mark.parametrize("email", ["nobody@example.org", "cy@example.org"])
def test_an_invitation_is_answered_alike_whether_there_is_an_account_or_not(
    as_host: APIClient, room: Room, cy: User, email: str
) -> None:
    EmailAddress.objects.create(user=cy, email=cy.email, verified=True)
    response = as_host.post(address(room, "/members"), {"email": email}, format="json")
    answer = response.json()
    assert response.status_code == 201
    assert as_host.get(address(room, "/members")).json() == [answer]
    place = address(room, f"/members/{answer.pop('id')}")
    assert answer.pop("createdAt")
    assert answer == {
        "userId": None,
        "displayName": None,
        "email": email,
        "isPending": True,
        "role": "invited",
    }
    changed = as_host.patch(place, {"role": "cohost"}, format="json").json()
    assert (changed["role"], changed["isPending"]) == ("cohost", True)
    assert as_host.delete(place).status_code == 204
    assert as_host.get(address(room, "/members")).json() == []


def test_an_account_that_comes_by_its_confirmed_address_is_listed_as_a_member(
    as_host: APIClient, room: Room, cy: User
) -> None:
    Room.objects.update(access="invited")
    as_host.post(address(room, "/members"), {"email": cy.email}, format="json")
    come = f"/api/rooms/code/{room.code}/participants"
    called_by(cy).get(come)
    assert as_host.get(address(room, "/members")).json()[0]["isPending"]
    EmailAddress.objects.create(user=cy, email=cy.email, verified=True)
    called_by(cy).get(come)
    (member,) = as_host.get(address(room, "/members")).json()
    assert (member["isPending"], member["userId"], member["displayName"]) == (
        False,
        str(cy.pk),
        "Cy",
    )


def test_the_hosts_own_address_is_refused(as_host: APIClient, room: Room) -> None:
    invitation = {"email": "ann@example.org"}
    response = as_host.post(address(room, "/members"), invitation, format="json")
    assert (response.status_code, response.json()["code"]) == (400, "INVALID_PAYLOAD")
    assert not Membership.objects.exists()


def test_the_host_gives_and_takes_the_co_host_role(
    as_host: APIClient, room: Room, member: Membership
) -> None:
    for role in ("cohost", "invited"):
        place = address(room, f"/members/{member.pk}")
        assert as_host.patch(place, {"role": role}, format="json").json()["role"] == role
        member.refresh_from_db()
        assert member.role == role


def test_the_host_ends_a_membership(as_host: APIClient, room: Room, member: Membership) -> None:
    assert as_host.delete(address(room, f"/members/{member.pk}")).status_code == 204
    assert as_host.delete(address(room, f"/members/{member.pk}")).status_code == 404
    assert not Membership.objects.exists()


def test_members_and_blocks_of_another_room_are_out_of_reach(
    as_host: APIClient, room: Room, other: User, cy: User
) -> None:
    theirs = actions.create_room(other)
    member = Membership.objects.create(room=theirs, user=cy, role="invited")
    block = Block.objects.create(room=theirs, user=cy, display_name="Cy")
    place = address(room, f"/members/{member.pk}")
    assert as_host.patch(place, {"role": "cohost"}, format="json").status_code == 404
    assert as_host.delete(place).status_code == 404
    assert as_host.delete(address(room, f"/blocks/{block.pk}")).status_code == 404
    assert Membership.objects.filter(role="invited").exists()
    assert Block.objects.exists()


def test_a_number_too_large_for_an_id_is_not_found(as_host: APIClient, room: Room) -> None:
    for kind in ("members", "blocks"):
        assert as_host.delete(address(room, f"/{kind}/{10**30}")).status_code == 404


def test_blocks_are_not_shown_to_others(
    as_stranger: APIClient, as_participant: APIClient, room: Room, block: Block
) -> None:
    for place in (address(room, "/blocks"), address(room, f"/blocks/{block.pk}")):
        method = "delete" if place[-1].isdigit() else "get"
        assert getattr(as_stranger, method)(place).json() == ROOM_NOT_FOUND
        assert getattr(as_participant, method)(place).json() == NOT_AUTHORIZED
    assert Block.objects.exists()


def test_hosts_and_co_hosts_list_blocked_people(
    as_host: APIClient,
    as_cohost: APIClient,
    room: Room,
    block: Block,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    Block.objects.create(room=room, guest_id=GUEST_ID, display_name="Gus")
    for caller in (as_host, as_cohost):
        with django_assert_num_queries(2):
            listed = caller.get(address(room, "/blocks")).json()
        names = {(one["displayName"], one["userId"]) for one in listed}
        assert names == {("Gus", None), ("Cy", str(block.user_id))}


def test_a_co_host_unblocks_somebody(as_cohost: APIClient, room: Room, block: Block) -> None:
    assert as_cohost.delete(address(room, f"/blocks/{block.pk}")).status_code == 204
    assert not Block.objects.exists()
