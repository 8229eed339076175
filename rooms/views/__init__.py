"""The pages of rooms: they read a request, call an action or a query, and render.

They contain no rules and change no rows. A person who may not see a host's page gets the same
answer as for a room that does not exist.
"""
