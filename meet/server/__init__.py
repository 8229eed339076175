"""The server process of Meet: WebSockets by picows, HTTP by daphne, on one port and event loop.

a connection ──▶ protocol_switch ──▶ websocket_request  an upgrade under /socket.io/
                                 └─▶ http_transport     all other requests

workers.py              the parent of several workers
launching.py            starts a worker with its flags and sockets
worker_slot.py          restarts and replaces the worker of one slot
worker_process.py       one worker as its parent sees it
parent_link.py          the parent as a worker sees it
listening.py            the listening sockets
serving.py              starts the server, accepts, and stops in order
durations.py            how long a stop takes
protocol_switch.py      reads the first request head, and hands over the connection
request_head.py         parses a request head
websocket_request.py    runs the ASGI application for a WebSocket request
websocket_handshake.py  validates the handshake
websocket.py            the messages of one WebSocket
fragments.py            messages that arrive in several frames
write_batching.py       writes several messages to one client together
picows_connection.py    frames by picows; the only module that imports it
http_transport.py       Twisted's transport over asyncio's
daphne_http.py          HTTP to ASGI by daphne; the only module that subclasses daphne and Twisted
http_limits.py          the limits of an HTTP request
request_framing.py      checks of the headers that delimit an HTTP request
error_responses.py      responses to requests that don't reach the application
aborting.py             closes connections of clients that don't read
database_lock.py        keeps servers that don't know each other from the same database

The package calls the ASGI application of `meet.asgi`. Of `signaling` it imports only
`signaling.asgi`. It knows connections, HTTP and WebSockets, but no Engine.IO, people or rooms.
"""
