"""What every REST call has in common: errors, bodies, addresses, other sites' pages, the reference.

The calls themselves are in `accounts.api` and `rooms.api`.
"""
