"""MeetMates: partners at different workers, one of which is the home of all pairs."""

from rooms.actions.claims import PAIRS
from rooms.models import RoomSnapshot
from tests.protocol.meetmates.conftest import visit
from tests.protocol.meetmates.test_pairs import (
    test_a_report_ends_the_pair_and_reaches_an_operator,
    test_an_omitted_choice_is_the_last_choice,
    test_counts_are_sent_at_most_four_times_a_second,
    test_everybody_gets_the_number_of_visitors,
    test_find_chat_leaves_the_partner,
    test_next_tells_the_partner_which_is_queued_when_it_asks,
    test_the_address_is_that_of_the_account,
    test_two_are_paired_and_write_to_each_other,
)
from tests.protocol.meetmates.test_signals import (
    test_a_missed_offer_is_repeated_until_it_is_answered,
    test_signals_are_relayed_to_the_partner_unchanged,
    test_the_lower_id_is_asked_to_offer_in_either_order,
)
from tests.protocol.meetmates.visitors import Visit, pair
from tests.servers.two_workers import SLOTS, TwoWorkers

__all__ = [
    "test_a_missed_offer_is_repeated_until_it_is_answered",
    "test_a_report_ends_the_pair_and_reaches_an_operator",
    "test_an_omitted_choice_is_the_last_choice",
    "test_counts_are_sent_at_most_four_times_a_second",
    "test_everybody_gets_the_number_of_visitors",
    "test_find_chat_leaves_the_partner",
    "test_next_tells_the_partner_which_is_queued_when_it_asks",
    "test_signals_are_relayed_to_the_partner_unchanged",
    "test_the_address_is_that_of_the_account",
    "test_the_lower_id_is_asked_to_offer_in_either_order",
    "test_two_are_paired_and_write_to_each_other",
    "visit",
]


def test_one_worker_is_the_home_of_all_pairs(meet: TwoWorkers, visit: Visit) -> None:
    visitors = [visit() for _ in range(4)]
    pair(*visitors[:2])
    pair(*visitors[2:])
    assert RoomSnapshot.objects.get(pk=PAIRS).worker in {meet.worker(slot)[0] for slot in SLOTS}
