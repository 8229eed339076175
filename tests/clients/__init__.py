"""Socket.IO clients for tests: one interface over python-socketio's and the npm client.

client.py              one connected client: emit, call, expect, disconnect, drop
inbox.py               the events that a client has received, and waiting for more
python_connection.py   a connection of python-socketio's client
npm_connection.py      a connection of socket.io-client, in Node (npm-client.mjs)
connecting.py          connects clients of either library to a server
flavours.py            the libraries, each on WebSocket, on polling, and with an upgrade
raw.py                 bare frames, for data that no library sends
"""
