"""The parts that all REST calls share: errors, request bodies, URLs, CORS and the reference.

The calls themselves are in `accounts.api` and `rooms.api`.
"""
