"""The pages of rooms: they read a request, call an action or a query, and render a template.

    home             the start page, the form for a code, new rooms
    room             the page of a room, before, during and after the call
    room_settings    settings, members and blocks, for the host
    meetings         past meetings, for the host
    pair             random pairs
    permissions      the check that the signed-in person hosts the room

The views contain no rules and change no rows. A person who may not see a host's page gets the same
answer as for a room that does not exist.
"""
