"""This worker as the home of rooms.

homes.py           which rooms it has claimed, and who is the home of the others
upkeep.py          ends idle claims, sweeps, and notices claims that were lost
take_up.py         calls the roll for a room whose last home died or gave it back
reported_peers.py  the peers that workers report in a roll call
restoring.py       restores the room by its rows, its stored state and the reports
missed_changes.py  who has joined and left, and was not told to everybody
missed_chat.py     the chat messages that were stored, and not sent to everybody
rosters.py         tells the edges who is in a room, as their peers know it
edge_requests.py   carries out what the edges of its peers send
remote_peers.py    peers whose sockets are at other workers
"""
