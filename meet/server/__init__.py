"""The server process of Meet, based on daphne.

    a connection ──▶ protocol_switch ──▶ websocket_request  an upgrade under /socket.io/: picows
                                     └─▶ http               other requests: Twisted, in daphne

Both use one port, one process and one event loop, and both call `meet.asgi`. `serving` starts and
stops the server.
"""
