"""Rooms, the rules for entering them, and the records of their meetings.

The package knows accounts, but no sockets. It reads and writes rows; `signaling` knows who is
connected now. A module imports only from its own row and the rows above it:

    codes, ice, links, reactions, spreadsheets   rules and formats without queries
    refusals/, outages                           answers to requests that cannot be fulfilled
    models/                                      rooms, members, meetings, seats, chat, audit
    compiled_queries                             queries of a join, whose SQL is built once
    access                                       the relation of a person to a room, by one query
    queries, history, attendance, statistics     reads for pages, REST and sockets
    pairing, code_slots, audit, timestamps       rules and parts of writes
    admission, authorization                     who may enter, and who may make REST calls
    announcements, channel_requests              messages to the processes with sockets
    actions/                                     writes, each in one transaction
    live_rooms                                   requests to rooms in session
    code_lookup                                  rooms by code, with a limit on guesses
    forms/                                       validation of what people enter on pages
    views/, api/, admin/                         pages, the REST API, and pages for operators
    middleware, templatetags, urls, apps         the connections to Django
"""
