"""rtc.io between people at different workers."""

from tests.protocol.rtcio.conftest import visit
from tests.protocol.rtcio.test_messages import (
    test_a_client_outside_rooms_reaches_nobody,
    test_a_message_is_relayed_unchanged_except_its_source,
    test_an_invalid_message_reaches_nobody,
    test_chat_of_a_room_with_a_row_is_stored_and_obeys_its_rules,
    test_events_for_another_room_are_refused,
    test_messages_of_rtc_io_are_not_sent_to_other_protocols,
    test_the_end_of_sharing_has_the_fields_of_the_client,
)

__all__ = [
    "test_a_client_outside_rooms_reaches_nobody",
    "test_a_message_is_relayed_unchanged_except_its_source",
    "test_an_invalid_message_reaches_nobody",
    "test_chat_of_a_room_with_a_row_is_stored_and_obeys_its_rules",
    "test_events_for_another_room_are_refused",
    "test_messages_of_rtc_io_are_not_sent_to_other_protocols",
    "test_the_end_of_sharing_has_the_fields_of_the_client",
    "visit",
]
