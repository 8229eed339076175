"""Random pairs: people who don't know each other, two by two.

    commands.py     what a visitor asks for
    events.py       what happens to visitors
    refusals.py     what is turned down
    keeping.py      what happens by itself: counting, queueing again, drops that last

Who waits and who is with whom is known to `presence.pairs`; what follows from a command is in
`actions/pairing.py`; the words on the wire are in `dialects/meetmates.py`. Pairs have no room, no
host and no history: the last lines are kept only for as long as a report may need them.
"""
