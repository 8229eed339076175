"""Rooms over REST: what a host can do on the pages and in a meeting, for programs.

Views read a request, ask `gates` who may, call an action or a query, and show rows or records in
the shapes of `serializers`. Rules are not here. Somebody whom a room doesn't concern is told the
same as for a room that doesn't exist.
"""
