"""This worker as the home of rooms.

homes.py          which rooms it has claimed, and who is the home of the others
upkeep.py         ends idle claims, sweeps, and notices claims that were lost
take_up.py        continues with a room whose last home died or gave it back
edge_requests.py  carries out what the edges of its peers send
remote_peers.py   peers whose sockets are at other workers
"""
