"""Connection state recovery, as Socket.IO's own server has had it since 4.6.

A client that was given a *pid* notes the *offset* that ends every event it hears. Coming back after
its transport was lost, it shows both, and gets the same connection again with what it has missed;
stock clients do that by themselves.

offsets.py     what ends every event
session.py     one client: its pid, and what may not have arrived
sessions.py    all of them, and how long and how many the lost ones may be

Here are packets, pids and time, and no sockets, rooms or people: `docs/recovery.md` says what a
server has to add.
"""
