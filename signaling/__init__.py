"""Live meetings over Socket.IO. The path of one event through the layers:

client ──"join-room", {...}──▶ engineio    sessions: order, rate limits, heartbeats
                               socketio    packets: connections to namespaces, and their callers
                               dispatch    parse; the one place that catches errors, maps them to
                                           codes and acknowledges
                               dialects/x  hears["join-room"] → commands.Join
                               actions/…   join(caller, Join, presence) → [Delivery, …]
                               delivery    for each dialect: says[PeerJoined]; encode once, send to
                                           many peers
client ◀─"user-joined", {...}─ socketio

    protocol/    the commands and events of every protocol, and the packets around them
    presence/    the seats of every room, in memory; every step is synchronous and atomic
    media/       rooms whose media go through a media server
    background/  deadlines, announcements of Django code, and credentials that end
    workers/     several processes that act as one server, each room in one of them
    runtime.py   creates and connects the parts for one process

The layers after dispatch use no dicts and no wire names. The layers before it contain no rules of
rooms. `rooms` stores persistent data as rows, and only `delivery` sends events. A layer imports
only the layers below it; `tests/test_imports.py` has the table.

An `offer` waits for nothing: `actions.relay` reads two seats, and the packet is written before the
next message is read. `toggle-audio` waits for nothing either: `actions.media` checks the rules of
the room, changes one seat of `presence`, and names the receivers in the same step. `join-room`
waits for the database three times: `actions.rooms.join` reads the rows, takes a place by the rules
of `presence`, stores the row of the seat, reads the chat, and puts the peer on its seat. After that
step it waits for nothing until everybody is told. A transport that is lost, a connection that is
recovered and one that ended take the same path, from `socketio` to `dispatch.connection_changed`.
"""
