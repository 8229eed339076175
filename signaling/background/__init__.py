"""The background tasks of one process, which `signaling.runtime` starts and stops.

rooms.py             starts and stops the tasks of the modules up to `requests`
room_deadlines.py    passed deadlines of rooms: holds, typing, lost peers, knocks, absent hosts
refused_joins.py     counts of refused joins, for the database
announcements.py     rows that Django code has changed
requests.py          requests of Django code about rooms in session
stored_rooms.py      the rooms in session, stored so that the next run continues them
channel_messages.py  receiving from the Channels layer
pairs.py             visitors of random pairs: their number and their deadlines
credentials.py       credentials that end
page_sessions.py     sessions of pages that end, and the warnings before that
"""
