"""The Engine.IO 4 server: sessions over long polling and WebSockets.

server.py         opens sessions, and passes each request to its session
library.py        HTTP by python-engineio; the only module that imports it
polling.py        the polling transport: GET requests fetch packets, POST requests bring them
websockets.py     the WebSocket transport, and the upgrade from polling
session.py        one session: its packets, its heartbeat and its end
poll_queue.py     the packets of a session that wait for the next poll
message_queue.py  the messages of a session, handled one at a time in their order
handler.py        what this package calls on the layers above it
clients.py        the client library that needs smaller portions, and no offsets
ids.py            the worker that is named in the id of a session or a connection

Each module imports only modules below it in this list, and outside of the package only
`signaling.asgi` and `signaling.refusals`. The package knows packets, sessions and time. To it, a
message is bytes, which it passes to the `SessionHandler`. It does not know Socket.IO, people, rooms
or the database.
"""
