"""The media of rooms that go through media servers instead of direct links.

    rooms.py             the rooms of this process: one task for each that needs a media server
    room_task.py         one room: it moves to a server, stays there, and moves on if that fails
    room_connections.py  the connections of all seats of a room
    seat_connections.py  the two connections of one seat, one call of the engine after the other
    publishing.py        what a seat sends, and what hosts have stopped
    subscribing.py       what a seat receives: numbered offers, and the layers of pictures
    room_events.py       what the engine reports about a room by itself
    servers.py           the media servers, their load, and the choice of one
    paths.py wanted.py   the rules, without state
    configuration.py     the servers of the settings
    engine.py            the interface of a media engine: rooms on media servers, as plain data
    descriptions.py      the lines of session descriptions
    janus/               the one implementation, for Janus with its videoroom plugin

The browsers of a room never communicate with a media server except by RTP: the home of the room
passes the descriptions and candidates on. Actions keep the requests of clients in `presence.media`;
the task of the room reads them there, and sends the results as events.
"""
