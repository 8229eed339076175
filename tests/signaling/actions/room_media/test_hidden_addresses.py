"""Rooms that always use a media server: nobody learns the address of another person."""

import pytest
from msgspec import Raw
from pytest_django import Settings

from rooms.models import Room
from rooms.refusals import RoomTooLarge
from signaling.caller import Caller
from signaling.protocol.commands import (
    Admit,
    AdmitAll,
    Answer,
    Candidate,
    Command,
    Join,
    JoinByName,
    Offer,
    PassOn,
)
from signaling.refusals import DirectLinksForbidden
from tests.signaling.actions.clients import Clients
from tests.signaling.actions.knocking import knock_id
from tests.signaling.actions.room_media.media import CAPABILITIES
from tests.signaling.examples import a_caller


@pytest.fixture
def always(room: Room) -> None:
    room.settings.media_server = "always"
    room.settings.save()


@pytest.mark.usefixtures("always")
def test_the_room_is_over_the_server_from_the_first_person_on(
    clients: Clients, room: Room, host: Caller
) -> None:
    joined = clients.join(host, room, capabilities=CAPABILITIES)
    assert (joined.media.over, joined.media.generation) == ("server", 1)


@pytest.mark.usefixtures("always", "seated")
@pytest.mark.parametrize("kind", [Offer, Answer, Candidate, PassOn])
def test_nothing_is_relayed_that_could_show_an_address(
    clients: Clients, host: Caller, guest: Caller, kind: type[Command]
) -> None:
    body = {Offer: "sdp", Answer: "sdp", Candidate: "candidate"}.get(kind)  # type: ignore[arg-type]
    fields = {} if body is None else {body: Raw(b'""')}
    with pytest.raises(DirectLinksForbidden):
        clients.send(guest, kind(target_id=host.peer_id, **fields))
    assert clients.outcomes == []


@pytest.mark.usefixtures("always", "seated")
def test_a_client_without_media_server_is_refused(
    clients: Clients, room: Room, rita: Caller
) -> None:
    with pytest.raises(RoomTooLarge):
        clients.send(rita, JoinByName(room_code=room.code, display_name="Rita"))
    with pytest.raises(RoomTooLarge):
        clients.send(a_caller("cy"), Join(room_code=room.code, display_name="Cy"))


@pytest.mark.usefixtures("always", "seated")
def test_a_person_does_not_return_with_a_client_without_media_server(
    clients: Clients, room: Room, guest: Caller
) -> None:
    with pytest.raises(RoomTooLarge):
        clients.send(guest, Join(room_code=room.code, display_name="Bo"))
    assert clients.is_seated(guest)


@pytest.mark.usefixtures("over_server")
def test_a_room_over_the_server_takes_other_clients_as_far_as_a_mesh_carries(
    clients: Clients, room: Room, rita: Caller, remy: Caller, settings: Settings
) -> None:
    settings.MESH_PARTICIPANTS = 2
    clients.send(rita, JoinByName(room_code=room.code, display_name="Rita"))
    assert clients.is_seated(rita)
    with pytest.raises(RoomTooLarge):
        clients.send(remy, JoinByName(room_code=room.code, display_name="Remy"))
    clients.join(a_caller("cy"), room, display_name="Cy", capabilities=CAPABILITIES)


@pytest.mark.usefixtures("seated")
def test_a_room_on_the_mesh_takes_every_client(
    clients: Clients, room: Room, rita: Caller, remy: Caller, settings: Settings
) -> None:
    settings.MESH_PARTICIPANTS = 2
    for caller in (rita, remy):
        clients.send(caller, JoinByName(room_code=room.code, display_name="Guest"))
    assert clients.is_seated(remy)


@pytest.fixture
def large(settings: Settings) -> None:
    settings.MESH_PARTICIPANTS = 2


def knocks(clients: Clients, room: Room, name: str, capabilities: list[str]) -> str:
    caller = a_caller(name)
    clients.send(caller, Join(room_code=room.code, display_name=name, capabilities=capabilities))
    return knock_id(clients, caller)


@pytest.mark.usefixtures("waiting_room", "large")
def test_a_host_admits_no_client_without_media_server_to_a_room_that_has_become_too_large(
    clients: Clients, room: Room, host: Caller
) -> None:
    clients.join(host, room, capabilities=CAPABILITIES)
    ids = [knocks(clients, room, "old", ["waiting-room"])]
    ids += [knocks(clients, room, name, CAPABILITIES) for name in ("cy", "di")]
    clients.presence.media.change_path(str(room.pk), "server")
    clients.send(host, AdmitAll(target_ids=ids[1:]))
    last = knocks(clients, room, "eve", CAPABILITIES)
    for command in (Admit(target_id=ids[0]), AdmitAll(target_ids=[ids[0], last])):
        with pytest.raises(RoomTooLarge):
            clients.send(host, command)
    waiting = [one.id for one in clients.presence.knocks(str(room.pk))]
    assert waiting == ids[:1]
    assert clients.is_seated(a_caller("eve"))


@pytest.mark.usefixtures("waiting_room")
def test_a_host_admits_a_client_without_media_server_to_a_small_room(
    clients: Clients, room: Room, host: Caller
) -> None:
    clients.join(host, room, capabilities=CAPABILITIES)
    waiting = knocks(clients, room, "old", ["waiting-room"])
    clients.presence.media.change_path(str(room.pk), "server")
    clients.send(host, Admit(target_id=waiting))
    assert clients.is_seated(a_caller("old"))
