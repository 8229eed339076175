from datetime import timedelta

import pytest

from rooms.templatetags.durations import duration


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s"),
        (59.9, "59 s"),
        (60, "1 min"),
        (3599, "59 min"),
        (3600, "1 h 00 min"),
        (3600 + 5 * 60 + 59, "1 h 05 min"),
        (30 * 3600, "30 h 00 min"),
    ],
)
def test_a_duration_is_said_in_the_units_that_matter(seconds: float, said: str) -> None:
    assert duration(timedelta(seconds=seconds)) == said
