"""Two people of any two protocols in one room, at different workers."""

import pytest

from rooms.models import Room, RoomSnapshot
from tests.protocol.speaking import Language, Person, native
from tests.protocol.test_dialect_matrix import (
    Visit,
    test_a_full_room_refuses_newcomers_in_their_protocol,
    test_a_host_who_ends_the_meeting_closes_everybody,
    test_a_join_is_told_once_and_exactly_one_of_the_two_offers,
    test_a_knocker_gets_no_event_until_it_is_admitted,
    test_a_leave_is_told_once,
    test_a_locked_room_refuses_newcomers_in_their_protocol,
    test_a_native_newcomer_gets_all_participants,
    test_a_removed_participant_is_closed_and_the_others_are_told,
    test_chat_reaches_the_other_and_is_echoed_as_the_protocol_does,
    test_signals_pass_in_both_directions,
    test_the_media_state_is_sent_to_the_other,
    visit,
    wait_for_introduction,
)

__all__ = [
    "test_a_full_room_refuses_newcomers_in_their_protocol",
    "test_a_host_who_ends_the_meeting_closes_everybody",
    "test_a_join_is_told_once_and_exactly_one_of_the_two_offers",
    "test_a_knocker_gets_no_event_until_it_is_admitted",
    "test_a_leave_is_told_once",
    "test_a_locked_room_refuses_newcomers_in_their_protocol",
    "test_a_native_newcomer_gets_all_participants",
    "test_a_removed_participant_is_closed_and_the_others_are_told",
    "test_chat_reaches_the_other_and_is_echoed_as_the_protocol_does",
    "test_signals_pass_in_both_directions",
    "test_the_media_state_is_sent_to_the_other",
    "visit",
]


@pytest.fixture(params=[1, 2], ids=["at Ann's worker", "at Ben's worker"])
def pair(
    request: pytest.FixtureRequest,
    visit: Visit,
    room: Room,
    ours: Language,
    theirs: Language,
) -> tuple[Person, Person]:
    """Give Ann and Ben in the room, whose home is the worker of one of them."""
    home, _ = request.getfixturevalue("meet").worker(request.param)
    ann, ben = visit("Ann", ours), visit("Ben", theirs)
    first = None
    if request.param == 2:
        visit("Unused", native)
        first = visit("Zoe", native)
        native.join(first)
    ours.join(ann)
    if first is not None:
        native.leave(first)
        ann.client.expect(*ours.left(first)[-1][:1], **ours.left(first)[-1][1])
    theirs.join(ben)
    wait_for_introduction(ann, ours, ben, theirs)
    ann.client.take_received()
    ben.client.take_received()
    assert RoomSnapshot.objects.get(pk=str(room.pk)).worker == home
    return ann, ben
