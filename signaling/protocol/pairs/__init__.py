"""Random pairs: the server connects two visitors who don't know each other.

    commands.py     the commands of visitors
    events.py       the events that visitors get

`presence.pairs` knows the waiting visitors and the pairs, `actions.pairs` has the actions of the
commands, `background.pairs` counts visitors and queues them again, and `dialects.meetmates` has the
wire names. Pairs have no room, no host and no history. The last lines of chat are kept only for as
long as a report may need them.
"""
