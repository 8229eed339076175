"""The Prometheus metrics that the signaling server updates.

They belong to no registry here; `meet.metrics` publishes those of `ALL`. Do not update a metric
while a message is relayed: one observation costs as much as a fifth of a relayed message.
"""

from prometheus_client import Counter, Histogram

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

ENTRIES = Counter(
    "meet_entries",
    "People who took a place in a room, again after a reload or a lost connection, too.",
    ["protocol"],
    registry=None,
)
REFUSALS = Counter(
    "meet_refusals",
    "Events that were refused, with the code of the refusal.",
    ["code"],
    registry=None,
)
JOIN_REFUSALS = Counter(
    "meet_join_refusals", "Joins that were refused by the room.", ["code"], registry=None
)
CLOSED_FOR_MISBEHAVIOUR = Counter(
    "meet_closed_for_misbehaviour",
    "Sockets that the server closed because of what the client sent.",
    ["code"],
    registry=None,
)
DATABASE_SECONDS = Histogram(
    "meet_database_seconds",
    "How long a socket's event waited for the database, including the wait for a thread.",
    buckets=_SECONDS,
    registry=None,
)
EPOCHS_TAKEN = Counter(
    "meet_epochs_taken",
    "Rooms of which this worker became the home, with several workers.",
    registry=None,
)

# Prometheus does not see the first increase of a series that begins with it. Alarms use these.
for _code in ("INTERNAL", "UNAVAILABLE"):
    REFUSALS.labels(_code)

ALL = (
    ENTRIES,
    REFUSALS,
    JOIN_REFUSALS,
    CLOSED_FOR_MISBEHAVIOUR,
    DATABASE_SECONDS,
    EPOCHS_TAKEN,
)
