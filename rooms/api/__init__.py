"""The REST API of rooms: everything that a host can do on the pages and in a meeting.

Views read a request, check the caller's role with `gates`, call an action or a query, and return
rows or records in the shapes of `serializers`. They contain no rules. A caller without a relation
to a room gets the same answer as for a room that does not exist.
"""
