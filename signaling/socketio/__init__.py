"""The Socket.IO 5 server: connections of clients to namespaces.

server.py          the sessions of clients; called by delivery and by Engine.IO
packet_handler.py  the packets of clients, by their kind
connect.py         the CONNECT packet: identification, then a new or a recovered connection
handshake.py       the person behind a connection
connections.py     all connections, and their transitions
connection.py      one connection, and the session that carries it
recovery/          the packets that a client may have missed
session_limits.py  limits of sessions before their first CONNECT
misbehaviour.py    the end of a session whose client violates the protocol
origins.py         the hosts and origins that may connect
handler.py         the interface of the layer above, which this package calls

This package knows packets, sessions, dialects and the person of a connection. It passes each event
with its caller to the `ConnectionHandler`. It does not know rooms, seats or commands.
"""
