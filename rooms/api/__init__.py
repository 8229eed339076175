"""The REST API of rooms: everything that a host can do on the pages and in a meeting.

    urls            the paths
    views/          read the request, check the caller's role, call an action or a query
    permissions     the checks of the caller's role
    serializers/    the JSON shapes of requests and responses
    validation      request bodies without unknown fields
    pagination      the pages of long lists

Views contain no rules. A caller without a relation to a room gets the same answer as for a room
that does not exist.
"""
