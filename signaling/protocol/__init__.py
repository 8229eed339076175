"""The data that clients and the server send each other.

    commands/              the requests of clients, by subject
    events/                the events of the server, by subject
    event_context.py       what an event is about, for dialects that send more than the event
    traits.py              how the clients of a protocol behave
    connection_changes.py  the loss, the recovery and the end of a connection
    packets.py             Socket.IO packets, in strict JSON
    offsets.py             the offsets of events, for connection state recovery
    bodies.py              checks of descriptions and candidates, which are relayed unchanged
    surrogates.py          lone surrogates in JSON

This package knows no sessions, connections or rules of rooms.
"""
