"""The JSON shapes of rooms and their contents, in camelCase as on the socket.

room            rooms, and the part of a room that anyone with its code may read
settings        settings and lock
members         members and blocked people
participants    people in the meeting and in the waiting room, and actions on them
meetings        records: chat, meetings, attendance, audit entries
"""
