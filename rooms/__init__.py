"""Rooms, their rules, and the records of their meetings.

This package knows accounts, but no sockets.
"""
