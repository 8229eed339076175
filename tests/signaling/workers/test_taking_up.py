"""A claim is lost while its worker takes the room up."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from rooms.refusals import Unavailable
from signaling.workers.home.homes import Homes
from signaling.workers.home.take_up import TakingUp

ROOM = "ad-hoc:planning"
EPOCH = 4

pytestmark = pytest.mark.django_db(transaction=True)


class NobodyLapses:
    def is_lapsed(self, worker: str) -> bool:
        return False


class Restoring:
    """Notes which rooms are restored."""

    def __init__(self) -> None:
        self.restored: list[str] = []

    def restore(self, room_key: str, _left: object, _roll: object) -> None:
        self.restored.append(room_key)


class Nothing:
    """An edge without peers, and rosters that nobody needs."""

    peers: tuple[()] = ()
    roster = None

    def take_reports(self, _room_key: str) -> "Nothing":
        return self

    def carry_out(self) -> None:
        pass

    def tell(self, _room_key: str) -> None:
        pass


def run(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(story())


@pytest.mark.parametrize("is_lost", [False, True])
def test_a_room_is_restored_only_while_the_claim_holds(is_lost: bool) -> None:
    restoring, nothing = Restoring(), Nothing()
    unused: Any = None
    taking_up = TakingUp(
        unused,
        restoring,  # type: ignore[arg-type]
        unused,
        nothing,  # type: ignore[arg-type]
        remote=unused,
        messages=unused,
        own_peers=nothing,  # type: ignore[arg-type]
        others=frozenset,
        epoch_of=lambda _key: None if is_lost else EPOCH,
    )

    async def story() -> None:
        if is_lost:
            with pytest.raises(Unavailable):
                await taking_up.take_up(ROOM, EPOCH)
        else:
            await taking_up.take_up(ROOM, EPOCH)

    run(story)
    assert restoring.restored == ([] if is_lost else [ROOM])


def test_nobody_may_open_a_room_before_it_is_taken_up() -> None:
    is_open: list[bool] = []

    async def take_up(room_key: str, _epoch: int) -> None:
        is_open.append(homes.is_open(room_key))

    homes = Homes("w1-9f3ac1d2", NobodyLapses(), take_up)

    async def story() -> None:
        async with homes.using(ROOM):
            is_open.append(homes.is_open(ROOM))

    run(story)
    assert is_open == [False, True]
