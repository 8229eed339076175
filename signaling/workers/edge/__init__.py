"""This worker as the edge of its clients, for those that have a place in another worker's room.

edge.py          passes events on to the home of the place, and packets to the client
joins.py         joins that a home carries out
places.py        the place of each peer, with the events that its home has not acknowledged
held_events.py   these events, and whether a new home may get them
backlogs.py      the events that this worker carries out itself when it becomes the home
home_changes.py  the search for a new home, and what is repeated there
local_server.py  the part of the Socket.IO server that an edge needs
"""
