"""The pairing rules of `Pairs`."""

import pytest

from signaling.presence.pair_records import Paired, Parted, Queued
from signaling.presence.refusals import WaitsElsewhere
from tests.signaling.examples import Clock
from tests.signaling.presence.visitors import Visitors

ALONE_SECONDS = 5
HOLD_SECONDS = 5


def test_a_stranger_has_no_partner_and_finds_none(visitors: Visitors) -> None:
    assert visitors.seek("nobody") == []
    assert not visitors.ask.has_sought("nobody")
    assert visitors.ask.pair_of("nobody") is None
    assert visitors.ask.visitor("nobody") is None
    assert visitors.ask.remove("nobody") == []


def test_the_first_waits_and_the_second_is_paired_with_it(visitors: Visitors) -> None:
    visitors.come("ann", "ben")
    assert visitors.seek("ann") == [Queued("ann")]
    assert visitors.seek("ben") == [Queued("ben"), Paired("ann", "ben", False)]
    assert visitors.partner_of("ann") == "ben"
    assert visitors.partner_of("ben") == "ann"


def test_who_wants_the_same_comes_first_and_then_the_oldest(visitors: Visitors) -> None:
    visitors.come("v1", "t1", "v2", "v3", "t2", "t3")
    visitors.all_avoid("v1", "t1", "v2", "t2")
    visitors.seek("v1", video=True)
    visitors.seek("t1")
    visitors.seek("v2", video=True)
    visitors.seek("t2")
    assert visitors.seek("t3")[1:] == [Paired("t1", "t3", False)]
    assert visitors.seek("v3", video=True)[1:] == [Paired("v1", "v3", True)]


@pytest.mark.parametrize("first_wants_video", [True, False])
def test_the_rest_are_paired_with_video(visitors: Visitors, first_wants_video: bool) -> None:
    visitors.come("ann", "ben")
    visitors.seek("ann", video=first_wants_video)
    assert visitors.seek("ben", video=not first_wants_video)[1:] == [Paired("ann", "ben", True)]


def test_nobody_is_paired_with_themselves(visitors: Visitors) -> None:
    visitors.come("ann")
    visitors.come_as("ann", "other-window")
    visitors.seek("ann")
    assert visitors.seek("ann") == [Queued("ann")]
    assert visitors.seek("other-window") == [Queued("other-window")]


def test_one_person_waits_in_so_many_windows_and_in_no_more(visitors: Visitors) -> None:
    windows = [f"window-{number}" for number in range(9)]
    for window in windows:
        visitors.come_as("ann", window)
    for window in windows[:8]:
        visitors.seek(window)
    with pytest.raises(WaitsElsewhere):
        visitors.seek(windows[8])
    visitors.ask.remove(windows[0])
    assert visitors.seek(windows[8]) == [Queued(windows[8])]


def test_who_avoids_somebody_is_not_paired_with_them_either_way(visitors: Visitors) -> None:
    visitors.come("ann", avoids="ben")
    visitors.come("ben", "cid")
    visitors.seek("ann")
    assert visitors.seek("ben") == [Queued("ben")]
    assert visitors.seek("cid")[1:] == [Paired("ann", "cid", False)]


def test_who_waits_keeps_the_place_until_the_wish_changes(visitors: Visitors) -> None:
    visitors.come("ann", "ben", "cid")
    visitors.all_avoid("ann", "ben")
    visitors.seek("ann", video=True)
    visitors.seek("ben", video=True)
    assert visitors.seek("ann", video=None) == [Queued("ann")]
    assert visitors.seek("ann", video=False) == [Queued("ann")]
    assert visitors.seek("cid", video=True)[1:] == [Paired("ben", "cid", True)]


def test_the_next_leaves_the_partner_who_hears_it_first(visitors: Visitors) -> None:
    visitors.pair("ann", "ben")
    assert visitors.seek("ann") == [Parted("ben", "ann"), Queued("ann")]
    assert visitors.partner_of("ben") is None


def test_the_partner_just_left_is_not_taken_while_somebody_else_waits(visitors: Visitors) -> None:
    visitors.pair("ann", "ben")
    visitors.come("cid")
    visitors.all_avoid("ann", "cid")
    visitors.seek("ann")
    visitors.seek("cid")
    assert visitors.seek("ben")[1:] == [Paired("cid", "ben", False)]


def test_the_partner_just_left_will_do_where_nobody_else_does(visitors: Visitors) -> None:
    visitors.pair("ann", "ben")
    visitors.seek("ann")
    assert visitors.seek("ben")[1:] == [Paired("ann", "ben", False)]


def test_the_partner_of_before_that_is_as_good_as_any(visitors: Visitors) -> None:
    visitors.pair("ann", "ben")
    visitors.come("cid")
    visitors.seek("cid")
    assert visitors.seek("ann")[2:] == [Paired("cid", "ann", False)]
    visitors.ask.remove("cid")
    visitors.seek("ben")
    assert visitors.seek("ann")[1:] == [Paired("ben", "ann", False)]


def test_who_is_left_waits_again_by_itself(visitors: Visitors, clock: Clock) -> None:
    visitors.pair("ann", "ben", video=True)
    assert visitors.ask.remove("ann") == [Parted("ben", "ann")]
    clock.pass_seconds(ALONE_SECONDS - 0.1)
    assert visitors.ask.apply_deadlines() == []
    clock.pass_seconds(0.1)
    assert visitors.ask.apply_deadlines() == [Queued("ben")]
    assert visitors.ask.apply_deadlines() == []
    visitors.come("cid")
    assert visitors.seek("cid", video=True)[1:] == [Paired("ben", "cid", True)]


def test_who_asks_sooner_does_not_wait_twice(visitors: Visitors, clock: Clock) -> None:
    visitors.pair("ann", "ben")
    visitors.ask.remove("ann")
    visitors.seek("ben")
    clock.pass_seconds(ALONE_SECONDS)
    assert visitors.ask.apply_deadlines() == []


def test_who_goes_leaves_the_queue(visitors: Visitors) -> None:
    visitors.come("ann", "ben")
    visitors.seek("ann")
    assert visitors.ask.remove("ann") == []
    assert visitors.seek("ben") == [Queued("ben")]


def test_a_drop_that_is_recovered_keeps_the_pair(visitors: Visitors, clock: Clock) -> None:
    visitors.pair("ann", "ben")
    visitors.ask.lose("ann", went_away=False)
    clock.pass_seconds(HOLD_SECONDS - 0.1)
    assert visitors.ask.apply_deadlines() == []
    assert visitors.ask.recover("ann") == []
    clock.pass_seconds(HOLD_SECONDS)
    assert visitors.ask.apply_deadlines() == []
    assert visitors.partner_of("ben") == "ann"


def test_a_drop_that_is_not_recovered_ends_the_pair_for_both(
    visitors: Visitors, clock: Clock
) -> None:
    visitors.pair("ann", "ben")
    visitors.ask.lose("ann", went_away=False)
    clock.pass_seconds(HOLD_SECONDS)
    assert visitors.ask.apply_deadlines() == [Parted("ben", "ann"), Parted("ann", "ben")]
    clock.pass_seconds(ALONE_SECONDS)
    assert visitors.ask.apply_deadlines() == [Queued("ben")]
    assert visitors.ask.recover("ann") == []
    clock.pass_seconds(ALONE_SECONDS - 0.1)
    assert visitors.ask.apply_deadlines() == []
    clock.pass_seconds(0.1)
    assert visitors.ask.apply_deadlines() == [Queued("ann"), Paired("ben", "ann", False)]


def test_who_is_left_and_lost_is_alone_from_its_return_on(visitors: Visitors, clock: Clock) -> None:
    visitors.pair("ann", "ben")
    visitors.ask.remove("ann")
    visitors.ask.lose("ben", went_away=False)
    clock.pass_seconds(ALONE_SECONDS - 0.1)
    visitors.ask.recover("ben")
    clock.pass_seconds(ALONE_SECONDS - 0.1)
    assert visitors.ask.apply_deadlines() == []
    clock.pass_seconds(0.1)
    assert visitors.ask.apply_deadlines() == [Queued("ben")]


def test_who_goes_away_ends_the_pair_at_once_and_may_still_come_back(visitors: Visitors) -> None:
    visitors.pair("ann", "ben")
    told = visitors.ask.lose("ann", went_away=True)
    assert told == [Parted("ben", "ann"), Parted("ann", "ben")]
    visitors.seek("ben")
    visitors.ask.recover("ann")
    assert visitors.seek("ann")[1:] == [Paired("ben", "ann", False)]


def test_who_is_lost_keeps_the_place_and_is_paired_when_back(visitors: Visitors) -> None:
    visitors.come("ann", "ben")
    visitors.seek("ann")
    visitors.ask.lose("ann", went_away=False)
    assert visitors.seek("ben") == [Queued("ben")]
    assert visitors.ask.recover("ann") == [Paired("ben", "ann", False)]


def test_two_people_are_kept_apart_in_every_window(visitors: Visitors) -> None:
    visitors.pair("ann", "ben")
    visitors.come_as("ann", "ann-2")
    one, other = visitors.ask.visitor("ann"), visitors.ask.visitor("ben")
    assert visitors.ask.separate(one, other) == [Parted("ben", "ann"), Parted("ann", "ben")]
    visitors.seek("ben")
    assert visitors.seek("ann-2") == [Queued("ann-2")]


def test_who_is_blocked_leaves_pair_and_queue_for_good(visitors: Visitors, clock: Clock) -> None:
    visitors.pair("ann", "ben")
    visitors.come_as("ann", "ann-2")
    visitors.seek("ann-2", video=True)
    assert visitors.ask.block("ann") == [Parted("ben", "ann"), Parted("ann", "ben")]
    assert visitors.ask.visitor("ann").is_blocked
    clock.pass_seconds(ALONE_SECONDS)
    assert visitors.ask.apply_deadlines() == [Queued("ben")]
    visitors.ask.unblock("ann")
    assert not visitors.ask.visitor("ann").is_blocked


def test_who_is_online_is_told_once_for_each_change(visitors: Visitors, clock: Clock) -> None:
    assert visitors.ask.online_if_changed() is None
    visitors.come("ann", "ben")
    assert visitors.ask.online_if_changed() == ["ann", "ben"]
    assert visitors.ask.online_if_changed() is None
    visitors.ask.remove("ann")
    assert visitors.ask.online_if_changed() == ["ben"]


def test_who_is_lost_for_long_is_not_online_until_back(visitors: Visitors, clock: Clock) -> None:
    visitors.come("ann")
    visitors.ask.online_if_changed()
    visitors.ask.lose("ann", went_away=False)
    assert visitors.ask.online_if_changed() is None
    clock.pass_seconds(HOLD_SECONDS)
    visitors.ask.apply_deadlines()
    assert visitors.ask.online_if_changed() == []
    visitors.ask.recover("ann")
    assert visitors.ask.online_if_changed() == ["ann"]
