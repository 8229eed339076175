"""Socket.IO clients for tests: one interface over python-socketio's and the npm client.

client.py         what a test holds: emit, call, expect, disconnect, drop
inbox.py          what a client has heard, and waiting for more of it
python_wire.py    the wire over python-socketio
npm_wire.py       the wire over socket.io-client, in Node (npm-client.mjs)
flavours.py       either library, each with websocket, polling, and polling then upgrade
raw.py            bare frames, for what no library would send
"""
