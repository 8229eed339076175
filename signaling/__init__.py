"""Live meetings over Socket.IO. The path of one event through the layers:

client ──"join-room", {...}──▶ sockets        limits and order: bytes in, bytes out
                               transport      packets: connections and their callers
                               dispatch       parse; the one place that catches errors, maps
                                              them to codes and acknowledges
                               dialects/x     hears["join-room"] → commands.Join
                               actions/…      join(caller, Join, presence) → [Delivery, …]
                               delivery       for each dialect: says[PeerJoined]; encode once,
                                              send to many peers
client ◀─"user-joined", {...}─ sockets

The layers after dispatch use no dicts and no wire names. The layers before it contain no rules of
rooms. `presence` knows the seats of every room, `rooms` stores persistent data as rows, and only
`delivery` sends events.
"""
