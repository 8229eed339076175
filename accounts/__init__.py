"""Identity of people: accounts, tokens and guests.

This package does not know rooms.
"""
