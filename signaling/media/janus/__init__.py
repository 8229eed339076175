"""Rooms on Janus, through its WebSocket transport and its videoroom plugin.

Only this package uses the vocabulary of Janus: session, handle, feed, transaction, plugin.
"""
