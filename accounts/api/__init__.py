"""The REST API of accounts: register, sign in, refresh tokens, and read one's own account.

urls              the paths
views, profile    the calls under /api/auth, and the call /api/users/me
meetmates         the calls of the web page of MeetMates
authentication    the caller: an account by token or session, or a guest by participant token
serializers       the JSON shapes
fields            serializer fields that accept only their JSON type
throttling        rates of calls
validation        request bodies and query parameters
"""
