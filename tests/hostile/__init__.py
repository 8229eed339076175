"""What hostile clients do, and what must hold all the same.

frames.py         WebSocket frames byte by byte, right ones and every kind of wrong one
bare.py           a TCP connection that speaks HTTP and frames, and can break off in every way
guest.py          somebody in a room who then does what no client would
attacks.py        what makes trouble beside people who talk, alone or all at once
promises.py       checks of what a server promises; the naive server has to fail each of them
naive.py          that server: stock daphne under a minimal python-socketio application
watched.py        Meet with a look inside: how much of everything is alive
neighbours.mjs    people on the npm client, and how long their messages take meanwhile
neighbours.py     the same, as the tests ask them
"""
