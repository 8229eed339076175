from signaling.asgi.rate_limit import RateLimit
from tests.signaling.examples import Clock


def spent(rate_limit: RateLimit, messages: int) -> int:
    return sum(rate_limit.spend() for _ in range(messages))


def test_a_burst_passes_and_no_more(clock: Clock) -> None:
    assert spent(RateLimit(50, 200, clock), 300) == 200


def test_the_sustained_rate_passes_for_ever(clock: Clock) -> None:
    rate_limit = RateLimit(50, 200, clock)
    spent(rate_limit, 200)
    for _ in range(100):
        clock.pass_seconds(1)
        assert spent(rate_limit, 60) == 50


def test_what_was_not_spent_is_not_saved_beyond_the_burst(clock: Clock) -> None:
    rate_limit = RateLimit(50, 200, clock)
    clock.pass_seconds(3600)
    assert spent(rate_limit, 300) == 200


def test_messages_of_a_part_of_a_token_share_it_with_others(clock: Clock) -> None:
    rate_limit = RateLimit(50, 200, clock)
    assert sum(rate_limit.spend(0.25) for _ in range(600)) == 600
    assert spent(rate_limit, 100) == 50
