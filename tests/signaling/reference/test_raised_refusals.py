"""The refusals of an action are found in its source."""

# ruff: noqa: TRY203, TRY301 such code is what is read here

import pytest

from rooms.refusals import ChatDisabled, Refusal, RoomFull, RoomLocked
from signaling.actions import ACTIONS
from signaling.protocol import commands
from signaling.reference.raised_refusals import RefusalFinder


def raising() -> None:
    raise RoomFull


def raising_with_words() -> None:
    raise RoomFull("Come back tomorrow")


def returning() -> Refusal:
    return RoomFull()


def asking(refusal: Refusal) -> bool:
    return isinstance(refusal, RoomFull)


def catching() -> None:
    try:
        raise RoomFull
    except RoomFull:
        return


def catching_a_parent() -> None:
    try:
        raise RoomFull
    except (ValueError, Refusal):
        return


def catching_another() -> None:
    try:
        raise RoomFull
    except RoomLocked:
        return


def catching_to_raise_again() -> None:
    try:
        raise RoomFull
    except RoomFull:
        raise


def catching_to_raise_another() -> None:
    try:
        raise RoomFull
    except RoomFull as error:
        raise RoomLocked from error


@pytest.mark.parametrize(
    ("function", "refusals"),
    [
        (raising, {RoomFull}),
        (raising_with_words, {RoomFull}),
        (returning, {RoomFull}),
        (asking, set()),
        (catching, set()),
        (catching_a_parent, set()),
        (catching_another, {RoomFull}),
        (catching_to_raise_again, {RoomFull}),
        (catching_to_raise_another, {RoomLocked}),
    ],
)
def test_a_refusal_that_leaves_a_function_counts(
    function: object, refusals: set[type[Refusal]]
) -> None:
    assert RefusalFinder().refusals_of(function) == refusals


@pytest.mark.parametrize(
    ("command", "some"),
    [
        (commands.PostMessage, {"CHAT_DISABLED", "INVALID_PAYLOAD", "NOT_IN_ROOM", "WRONG_ROOM"}),
        (commands.Mute, {"NOT_AUTHORIZED", "PEER_NOT_FOUND"}),
        # Raised by the rows, by the presence, and by the action itself.
        (commands.Join, {"NOT_INVITED", "ROOM_FULL", "IDENTITY_MISMATCH"}),
    ],
)
def test_a_refusal_of_a_passed_function_counts(
    command: type[commands.Command], some: set[str]
) -> None:
    codes = {refusal.code for refusal in RefusalFinder().refusals_of(ACTIONS[command])}

    assert some <= codes


def test_refusals_of_other_actions_do_not_count() -> None:
    assert ChatDisabled not in RefusalFinder().refusals_of(ACTIONS[commands.Mute])
