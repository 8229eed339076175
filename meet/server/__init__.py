"""Our daphne: the server process of Meet.

    a connection ──▶ front ──▶ websocket   an upgrade under /socket.io/: picows frames, our engine
                           └─▶ http        everything else: Twisted's HTTP in daphne, bounded

Both are on one port, in one process and on one event loop, and both end in `meet.asgi`. `serving`
starts and stops it all.
"""
