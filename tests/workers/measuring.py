"""Times of a conversation during a fault."""

from collections.abc import Iterable, Sequence

from tests.workers.conversation import percentile
from tests.workers.crowd.talking import Talker

# On an idle machine, the bar is 50 ms. Other tests make a candidate wait too, but never for as long
# as one time limit of Redis or of the database, which is a second or more.
STALL_SECONDS = 0.5


def relayed_within(people: Iterable[Talker], begin: float, end: float) -> float:
    """Return the 99th percentile of the seconds that candidates took which were sent in between.

    They are sent every 20 ms. A stall therefore is in it if it lasts for a hundredth of the time.
    """
    times = [one for person in people for one in list(person.relayed)]
    return percentile((took for sent_at, took in times if begin <= sent_at < end), 99)


def longest_answer(people: Sequence[Talker], begin: float, end: float) -> float:
    """Return the longest time to the answer to a message that was sent in between."""
    times = [one for person in people for one in list(person.answered_after)]
    return max(took for sent_at, took in times if begin <= sent_at < end)
