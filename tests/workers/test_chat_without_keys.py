"""The home of a room is killed while people of the other worker chat without keys."""

import asyncio
import itertools
from typing import Any

from rooms.models import Message, Room
from signaling.workers.leases import revoke
from tests.waiting import eventually
from tests.workers.conftest import Workers
from tests.workers.conversation import gather, kill
from tests.workers.crowd.crowd import Crowd
from tests.workers.crowd.person import Person

EVERY_SECONDS = 0.1
# Far more than the time in which another worker takes the room up, for a busy machine.
FOR_SECONDS = 20


class Chatter(Person):
    """Sends each message once, without a key."""

    said: list[str]
    answers: list[dict[str, Any]]
    is_talking = True

    async def chat(self, *, is_acknowledged: bool) -> None:
        self.said, self.answers = [], []
        calls: list[asyncio.Task[None]] = []
        for number in itertools.count():
            if not self.is_talking:
                break
            content = f"{number} of {self.name}"
            self.said.append(content)
            assert self.connection is not None
            if is_acknowledged:
                calls.append(asyncio.create_task(self._call(content)))
            else:
                self.connection.emit("chat-message", {"content": content})
            await asyncio.sleep(EVERY_SECONDS)
        await asyncio.gather(*calls)

    async def _call(self, content: str) -> None:
        assert self.connection is not None
        self.answers.append(await self.connection.call("chat-message", {"content": content}))

    def heard(self) -> list[str]:
        return [body["content"] for body in self.received("chat-message")]


def test_messages_without_keys_are_stored_and_shown_once_when_the_home_is_killed(
    workers: Workers, crowd: Crowd, room: Room
) -> None:
    dying, living = workers.start_two()
    gather(crowd, room, [dying.url], 1)
    chatters = [crowd.add(Chatter(f"Chatter {at}", [living.url], room.code)) for at in range(3)]
    for chatter in chatters:
        eventually(lambda chatter=chatter: chatter.is_in_room)
    for chatter, is_acknowledged in zip(chatters, (True, True, False), strict=True):
        crowd.start(chatter.chat(is_acknowledged=is_acknowledged))
    eventually(lambda: all(len(chatter.heard()) > 20 for chatter in chatters))

    kill(dying)
    revoke(workers.redis.url, dying.id)
    before = len(chatters[0].answers)
    eventually(lambda: len(chatters[0].answers) > before + 20, FOR_SECONDS)
    for chatter in chatters:
        chatter.is_talking = False
    eventually(lambda: all(len(one.answers) == len(one.said) for one in chatters[:2]))
    assert [answer for one in chatters[:2] for answer in one.answers if not answer["success"]] == []

    said = sorted(content for chatter in chatters for content in chatter.said)
    for chatter in chatters:
        eventually(lambda chatter=chatter: len(chatter.heard()) >= len(said))
        assert sorted(chatter.heard()) == said
        assert chatter.losses == []
        assert chatter.received("error") == []
    stored = Message.objects.filter(room=room).order_by("id").values_list("content", flat=True)
    assert sorted(stored) == said
    assert chatters[0].heard() == list(stored)
