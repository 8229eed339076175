"""Attacks of hostile clients, and the promises that the server keeps during them.

frames.py         WebSocket frames byte by byte: valid ones and every kind of invalid one
bare.py           a TCP connection for HTTP and frames, which can end in every way
guest.py          a client in a room that can send what no client library sends
attacks.py        attacks beside people who talk, one at a time or all at once
promises.py       checks of the server's promises; the naive server must fail each of them
naive.py          the naive server: stock daphne with a minimal python-socketio application
watched.py        Meet with a count of the objects that are alive
neighbours.mjs    people on the npm client, who measure how long their messages take
neighbours.py     the same people, from Python
"""
