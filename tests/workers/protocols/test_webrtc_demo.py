"""webrtc-demo between people at different workers."""

from tests.protocol.test_webrtc_demo import (
    test_a_client_that_left_may_join_again,
    test_a_message_is_sent_to_all_with_the_name_of_the_join,
    test_a_native_client_that_offers_only_on_joining_offers_in_place_of_a_newcomer,
    test_an_offer_that_a_newcomers_was_quicker_than_is_dropped_once,
    test_an_offer_to_a_newcomer_that_made_none_passes,
    test_at_most_64_candidates_are_held,
    test_candidates_are_held_until_their_description,
    test_everybody_is_told_of_a_newcomer_including_the_newcomer,
    test_held_candidates_are_dropped_when_one_of_the_two_leaves,
    test_refusals_are_only_acknowledged,
    test_unknown_fields_of_a_signal_are_kept,
    visit,
)

__all__ = [
    "test_a_client_that_left_may_join_again",
    "test_a_message_is_sent_to_all_with_the_name_of_the_join",
    "test_a_native_client_that_offers_only_on_joining_offers_in_place_of_a_newcomer",
    "test_an_offer_that_a_newcomers_was_quicker_than_is_dropped_once",
    "test_an_offer_to_a_newcomer_that_made_none_passes",
    "test_at_most_64_candidates_are_held",
    "test_candidates_are_held_until_their_description",
    "test_everybody_is_told_of_a_newcomer_including_the_newcomer",
    "test_held_candidates_are_dropped_when_one_of_the_two_leaves",
    "test_refusals_are_only_acknowledged",
    "test_unknown_fields_of_a_signal_are_kept",
    "visit",
]
