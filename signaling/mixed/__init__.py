"""Commands, events and refusals that rooms need for the clients of other protocols.

The native protocol has no equivalent for most of them.
"""
