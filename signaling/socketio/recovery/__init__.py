"""Connection state recovery, compatible with Socket.IO's own server since version 4.6.

A client that was given a *pid* stores the *offset* at the end of every event that it receives. When
it reconnects after the loss of its transport, it sends both. It gets the same connection again, and
the events that it has missed. Stock clients do that by themselves.

buffer.py      one client: its pid, and the packets that may not have arrived
buffers.py     all clients, with the limits on the time and the size of lost buffers

`signaling.protocol.offsets` has the format of the offset.

This package knows packets, pids and time. It knows no sockets, rooms or people. `docs/recovery.md`
says what a server has to add.
"""
