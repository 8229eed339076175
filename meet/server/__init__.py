"""The server process of Meet, based on daphne.

    a connection ──▶ front ──▶ websocket   an upgrade under /socket.io/: picows reads the frames
                           └─▶ http        all other requests: Twisted's HTTP in daphne, with limits

Both use one port, one process and one event loop, and both call `meet.asgi`. `serving` starts and
stops the server.
"""
