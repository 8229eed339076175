"""Several processes, the *workers*, that act as one Meet; used only if REDIS_URL is set.

Each room in session has one *home*: the worker that has it in `presence` and carries out every
event for it. The *edge* of a person is the worker that has the person's socket. Most people are at
the home of their room; the events of the others take one more step:

client ──▶ socketio ──▶ router ──▶ dispatch                    the edge is the home
                          └──▶ edge ──bus──▶ home ──▶ dispatch ──▶ delivery ──bus──▶ edge ──▶ client

worker.py          connects the parts for one process, and reacts to the other workers
links.py           the bus, the leases and the fence that a worker gets
router.py          finds the worker that carries out an event
room_keys.py       the key of the room that a join names
edge/              the clients of this worker in rooms of other workers
home/              the rooms of this worker, and the clients of other workers in them
messages.py        the messages about rooms and people
message_sender.py  encodes them
bus/               passes messages on between workers
known_workers.py   which other workers are alive, start or stop, also by their own messages
leases.py          which workers are alive; renews the lease of this one
lapses.py          decides when a worker has lapsed, from counters and times
polling/           polling requests that reach another worker than that of their session

There is no second set of rules: dispatch, actions and presence run at the home as in a single
process. Decision 0036 has the reasons, and the database the last word: `rooms.actions.claims` says
who is the home, and `rooms.actions.row_locks` refuses the writes of any other worker.
"""
