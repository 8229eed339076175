"""Many people in one process, who come back by themselves as stock clients do.

connection.py  one WebSocket, with Engine.IO and Socket.IO packets
person.py      a person who connects, joins, and comes back after each loss
chatting.py    messages with keys, which are sent until they are acknowledged
relaying.py    candidates to one peer, and how long they take
crowd.py       runs people on an event loop of its own thread, and waits for them
"""
