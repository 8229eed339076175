"""Random pairs: the server connects two visitors who don't know each other.

    commands.py     the commands of visitors
    events.py       the events that visitors get
    refusals.py     the refusals of their commands
    keeping.py      background work: counting, queueing again, ending lost visitors

`presence.pairs` knows the waiting visitors and the pairs, `actions/pairing.py` has the actions of
the commands, and `dialects/meetmates.py` has the wire names. Pairs have no room, no host and no
history. The last lines of chat are kept only for as long as a report may need them.
"""
