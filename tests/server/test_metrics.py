"""`/metrics` of a running Meet: access, counted values, and data that it never contains."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from django.conf import settings
from prometheus_client.parser import text_string_to_metric_families

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Room
from tests.hostile.bare import Address
from tests.hostile.guest import Guest, PollingGuest
from tests.server.running import served
from tests.servers.meet import MeetServer
from tests.waiting import eventually

# The mark creates the test database, which the server process uses.
pytestmark = pytest.mark.django_db(transaction=True)

DOCUMENT = (Path(settings.BASE_DIR) / "docs" / "operations.md").read_text()
TOKEN = "a-token-of-the-tests-with-many-characters"
PATIENCE_SECONDS = 10
CANDIDATE = {"candidate": "candidate:1 1 udp 1 192.0.2.1 9 typ host", "sdpMid": "0"}

Values = dict[tuple[str, str], float]


class Metered:
    """A running Meet whose metrics can be read."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.url = f"http://{address[0]}:{address[1]}/metrics"

    def scrape(self, **headers: str) -> requests.Response:
        given = {"Authorization": f"Bearer {TOKEN}", **headers}
        return requests.get(self.url, headers=given, timeout=PATIENCE_SECONDS)

    def values(self) -> Values:
        """Return each sample by its name and the value of its only label, "" without one."""
        return {
            (sample.name, "".join(sample.labels.values())): sample.value
            for family in text_string_to_metric_families(self.scrape().text)
            for sample in family.samples
        }


@pytest.fixture(scope="module")
def metered(database_url: str, logs: Path) -> Iterator[Metered]:
    changed = {"METRICS_TOKEN": TOKEN}
    with served(database_url, logs / "metered.log", changed=changed) as (process, port):
        yield Metered(("127.0.0.1", port))
        assert "Traceback" not in process.log_since(0)


def grown(before: Values, after: Values, name: str, label: str = "") -> float:
    return after.get((name, label), 0) - before.get((name, label), 0)


def test_without_a_setting_there_are_no_metrics(server: MeetServer):
    response = requests.get(f"{server.url}/metrics", timeout=PATIENCE_SECONDS)
    assert response.status_code == 404
    assert "meet_" not in response.text


@pytest.mark.parametrize("given", ["", "Bearer", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN])
def test_strangers_are_refused(metered: Metered, given: str):
    response = metered.scrape(Authorization=given)
    assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert response.json()["code"] == "INVALID_TOKEN"
    assert "meet_" not in response.text


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_the_token_opens_them(metered: Metered, scheme: str):
    response = metered.scrape(Authorization=f"{scheme} {TOKEN}")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/plain; version=")
    assert response.headers["Cache-Control"] == "no-store"
    assert not {"Set-Cookie", "Location"} & response.headers.keys()


def test_a_newer_prometheus_gets_the_format_that_it_asks_for(metered: Metered):
    response = metered.scrape(Accept="application/openmetrics-text; version=1.0.0")
    assert response.headers["Content-Type"].startswith("application/openmetrics-text")
    assert response.text.endswith("# EOF\n")


def test_other_methods_are_refused(metered: Metered):
    headers = {"Authorization": f"Bearer {TOKEN}"}
    posted = requests.post(metered.url, headers=headers, timeout=PATIENCE_SECONDS)
    assert (posted.status_code, posted.headers["Allow"]) == (405, "GET, HEAD")
    head = requests.head(metered.url, headers=headers, timeout=PATIENCE_SECONDS)
    assert (head.status_code, head.content) == (200, b"")


def test_metrics_can_be_open_to_everybody(database_url: str, tmp_path: Path):
    with served(database_url, tmp_path / "log", changed={"METRICS_OPEN": "true"}) as (_, port):
        response = requests.get(f"http://127.0.0.1:{port}/metrics", timeout=PATIENCE_SECONDS)
    assert response.status_code == 200
    assert "meet_rooms 0.0" in response.text
    # Alarms watch the increase of a series, and its first value is no increase.
    for code in ("INTERNAL", "UNAVAILABLE"):
        assert f'meet_refusals_total{{code="{code}"}} 0.0' in response.text


def test_people_rooms_and_sockets_are_told_as_they_are_now(metered: Metered, room: Room):
    before = metered.values()
    polling = PollingGuest(metered.address)
    with Guest(metered.address) as guest:
        guest.join(room.code)
        polling.join(room.code)
        inside = metered.values()
        guest.call("leave-room", {})
        left = metered.values()
        polling.post("1")
    for name, label, count in (
        ("meet_rooms", "", 1),
        ("meet_people", "native", 2),
        ("meet_people", "rtcio", 0),
        ("meet_connections", "native", 2),
        ("meet_sockets", "websocket", 1),
        ("meet_sockets", "polling", 1),
        ("meet_entries_total", "native", 2),
    ):
        assert grown(before, inside, name, label) == count, name
    assert grown(before, inside, "meet_database_seconds_count") > 0
    assert grown(inside, left, "meet_people", "native") == -1
    eventually(lambda: grown(before, metered.values(), "meet_sockets", "polling") == 0)


def test_people_in_the_waiting_room_are_told(metered: Metered, room: Room):
    ann = User.objects.get(email="ann@example.org")
    room = create_room(ann, "Interview", waiting_room=True)
    with Guest(metered.address) as guest:
        guest.connect()
        before = metered.values()
        asked = {"roomCode": room.code, "displayName": "Bo", "capabilities": ["waiting-room"]}
        guest.call("join-room", asked)
        waiting = metered.values()
        guest.call("cancel-knock", {})
        gone = metered.values()
    assert grown(before, waiting, "meet_knocking_people") == 1
    assert grown(before, waiting, "meet_people", "native") == 0
    assert grown(before, gone, "meet_knocking_people") == 0


def test_lost_people_are_told_apart(metered: Metered, room: Room):
    with Guest(metered.address) as guest:
        guest.join(room.code)
        before = metered.values()
        guest.abort()
        eventually(lambda: grown(before, metered.values(), "meet_people_lost", "native") == 1)
    assert grown(before, metered.values(), "meet_people", "native") == -1


def test_refusals_and_closed_sockets_are_counted_by_code(metered: Metered, room: Room):
    before = metered.values()
    with Guest(metered.address) as guest:
        guest.connect()
        assert not guest.call("join-room", {"roomCode": "AAAAAA", "displayName": "Bo"})["success"]
        assert not guest.call("nonsense", {})["success"]
        guest.emit("connect", {})
        assert guest.close_code() == 1008
    after = metered.values()
    assert grown(before, after, "meet_join_refusals_total", "ROOM_NOT_FOUND") == 1
    assert grown(before, after, "meet_refusals_total", "ROOM_NOT_FOUND") == 1
    assert grown(before, after, "meet_refusals_total", "UNKNOWN_EVENT") == 1
    assert grown(before, after, "meet_closed_for_misbehaviour_total", "RESERVED_EVENT") == 1


def test_events_of_both_kinds_and_the_event_loop_are_timed(metered: Metered, room: Room):
    before = metered.values()
    with Guest(metered.address) as ann, Guest(metered.address) as bo:
        ann.join(room.code)
        target = bo.join(room.code)

        def has_grown(kind: str) -> bool:
            ann.emit("ice-candidate", {"targetId": target, "candidate": CANDIDATE})
            ann.call("toggle-audio", {"enabled": True})
            return grown(before, metered.values(), "meet_event_seconds_count", kind) > 0

        eventually(lambda: has_grown("relay"))
        eventually(lambda: has_grown("action"))
        assert bo.expect("ice-candidate")["candidate"] == CANDIDATE
    assert grown(before, metered.values(), "meet_event_loop_lag_seconds_count") > 0


def test_a_page_is_timed_while_it_waits_for_a_thread(metered: Metered):
    before = metered.values()
    requests.get(metered.url.replace("/metrics", "/nowhere"), timeout=PATIENCE_SECONDS)
    assert grown(before, metered.values(), "meet_page_wait_seconds_count") == 1


def test_the_document_lists_exactly_the_metrics_that_there_are(metered: Metered):
    exposed = {
        (f"{family.name}_total" if family.type == "counter" else family.name): {
            label for sample in family.samples for label in sample.labels if label != "le"
        }
        for family in text_string_to_metric_families(metered.scrape().text)
        if not family.name.startswith("process_")
    }
    rows = re.findall(r"^\| `(meet_\w+)` \| (?:`(\w+)`)? *\|", DOCUMENT, re.MULTILINE)
    documented = {name: {label} if label else set() for name, label in rows}
    assert documented.keys() == exposed.keys()
    for name, labels in exposed.items():
        # A counter without a value yet shows no label.
        assert labels <= documented[name]


def test_what_people_send_adds_no_labels(metered: Metered, room: Room):
    metered.values()
    text = ""
    known: list[set[tuple[str, str]]] = []
    for name in ("Rumpelstiltskin", "Scheherazade"):
        with Guest(metered.address) as guest:
            guest.join(room.code, name)
            guest.call(f"event-of-{name}", {"roomCode": name})
            guest.call("join-room", {"roomCode": f"{name}AAAAAA", "displayName": name})
            text += metered.scrape().text
            known.append(set(metered.values()))
    assert known[0] == known[1]
    for said in ("Rumpelstiltskin", "Scheherazade", room.code, str(room.pk), "127.0.0.1"):
        assert said not in text
