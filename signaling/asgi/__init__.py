"""The interface between signaling and the ASGI server that runs it.

websocket.py      a WebSocket connection, and its close codes
rate_limit.py     a token bucket for the messages of one connection
message_costs.py  the cost of a message for the rate limit
message_sizes.py  the limits on the size of a message
pacing.py         a limit on the work that begins in one turn of the event loop
addresses.py      the network address of a client
targets.py        the path and the query of a request as ASCII
threads.py        a bounded pool of threads with database connections

`meet.server` imports nothing else of signaling, and this package imports nothing of either. It
knows bytes, time and threads. It does not know Engine.IO, HTTP responses, people or rooms.
"""
