"""Conversations that go on while workers end and return, and what must be true afterwards."""

import math
import signal
from collections.abc import Iterable, Sequence
from contextlib import suppress

from rooms.models import Message, Room
from tests.waiting import eventually
from tests.workers.conftest import Worker
from tests.workers.crowd.crowd import Crowd
from tests.workers.crowd.person import Person
from tests.workers.crowd.talking import Talker

# Five people together say ten messages a second.
CHAT_EVERY_SECONDS = 0.5
BACK_SECONDS = 10


def gather(
    crowd: Crowd, room: Room, servers: Sequence[str], count: int, *, host_token: str | None = None
) -> list[Talker]:
    """Let people enter a room; see `enter_one_by_one`."""
    return enter_one_by_one(crowd, room.code, servers, count, host_token=host_token)


def enter_one_by_one(
    crowd: Crowd, code: str, servers: Sequence[str], count: int, *, host_token: str | None = None
) -> list[Talker]:
    """Let people enter one after the other, at one server after the other; the first may be host.

    The first server therefore is the home of the room.
    """
    people: list[Talker] = []
    for number in range(count):
        person = Talker(
            f"Person {number}",
            servers,
            code,
            first=number % len(servers),
            token=None if number else host_token,
        )
        people.append(crowd.add(person))
        eventually(lambda person=person: person.is_in_room)
    return people


def begin_to_talk(
    crowd: Crowd, people: Sequence[Talker], *, chats: bool = True, relays: bool = True
) -> None:
    """Let everybody chat, and send candidates to the next person."""
    for one, other in zip(people, [*people[1:], people[0]], strict=True):
        if chats:
            crowd.start(one.chat(CHAT_EVERY_SECONDS))
        if relays:
            crowd.start(one.relay_to(other))


def stop_talking(people: Sequence[Talker]) -> None:
    for person in people:
        person.is_talking = False
    eventually(lambda: all(person.is_settled for person in people), 20)


def wait_until_back(people: Iterable[Person], after: float, seconds: float = BACK_SECONDS) -> float:
    """Wait until everybody has entered again after a time; return how long the last one took."""

    def is_back(person: Person) -> bool:
        return person.is_in_room and person.entries[-1].at > after

    people = list(people)
    eventually(lambda: all(map(is_back, people)), 2 * seconds)
    return max(person.entries[-1].at - after for person in people)


def kill(worker: Worker) -> None:
    worker.program.send(signal.SIGKILL)
    worker.program.exit_code()


def assert_all_have_the_same_chat(people: Sequence[Talker], room: Room) -> None:
    """Assert that no acknowledged message is lost or doubled, and that all have one order."""
    stored = list(Message.objects.filter(room=room).order_by("id").values_list("id", "content"))
    contents = [content for _, content in stored]
    assert len(contents) == len(set(contents)), "a message was stored twice"
    acknowledged = {text: key for person in people for text, key in person.acknowledged.items()}
    assert acknowledged == {text: str(key) for key, text in stored}
    order = [str(key) for key, _ in stored]
    for person in people:
        # What was acknowledged last may still be on its way to somebody.
        with suppress(AssertionError):
            eventually(lambda person=person: person.heard()[-1:] == order[-1:])
        heard = person.heard()
        missing = [content for key, content in stored if str(key) not in heard]
        assert missing == [], person.name
        assert heard == order, person.name


def percentile(values: Iterable[float], percent: float) -> float:
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]
