"""The media of rooms that go through media servers instead of direct links.

    engine.py   the interface of a media engine: rooms on media servers, as plain data
    janus/      the one implementation, for Janus with its videoroom plugin

The browsers of a room never communicate with a media server except by RTP: the home of the room
passes the descriptions and candidates on.
"""
