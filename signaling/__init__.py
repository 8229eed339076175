"""Live meetings: one socket event, start to end.

client ──"join-room", {...}──▶ sockets        limits and turns: bytes in, bytes out
                               transport      packets: who is connected as whom
                               dispatch       parse; the one place that catches, maps and
                                              acknowledges
                               dialects/x     hears["join-room"] → commands.Join
                               actions/…      join(caller, Join, presence) → [Delivery, …]
                               delivery       for each dialect: says[PeerJoined]; encode once,
                                              send to many
client ◀─"user-joined", {...}─ sockets

Past dispatch there are no dicts and no wire names; before it there are no rules. Who sits where is
known to `presence`, what must last is a row of `rooms`, and only `delivery` sends.
"""
