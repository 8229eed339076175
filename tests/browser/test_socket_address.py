"""The address of the socket names the room, so that a proxy can choose the room's worker."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from rooms.models import Room
from tests.browser.person import NewPerson, Person
from tests.browser.picture_watch import CONNECTION_LOST
from tests.browser.test_pairs import WAITING, start

# As behind a proxy that refuses WebSockets.
REFUSED_WEBSOCKETS = """
window.WebSocket = class extends WebSocket {
  constructor(url) {
    super(url.replace("/socket.io/", "/nowhere/"));
  }
};
"""


def room_of(url: str) -> list[str]:
    return parse_qs(urlsplit(url).query)["room"]


def test_a_websocket_names_the_room(ben: Person, room: Room) -> None:
    ben.arrive(room.code)
    with ben.page.expect_websocket() as opened:
        ben.join()
    assert room_of(opened.value.url) == [room.code]


def test_every_request_names_the_room_if_a_proxy_refuses_websockets(
    new_person: NewPerson, room: Room
) -> None:
    ann, ben = (new_person(name) for name in ("Ann", "Ben"))
    requested: list[str] = []
    for person in (ann, ben):
        person.errors.expect(CONNECTION_LOST)
        person.page.add_init_script(REFUSED_WEBSOCKETS)
        person.page.on("request", lambda request: requested.append(request.url))
        person.arrive(room.code)
        person.join()
    expect(ann.tile("Ben")).to_be_visible()
    ann.say("Hello")
    ben.reads("Hello")
    of_sockets = [url for url in requested if "/socket.io/" in url]
    assert len(of_sockets) > 4
    assert all(room_of(url) == [room.code] for url in of_sockets)


def test_the_sockets_of_all_random_pairs_have_one_name(ben: Person) -> None:
    with ben.page.expect_websocket() as opened:
        start(ben, choice="Text only")
        ben.is_told(WAITING)
    assert room_of(opened.value.url) == ["pairs"]
