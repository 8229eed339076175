"""The API views, in one module for each subject.

`codes` serves anyone who has a room's code. The views of all other modules check the caller's role
with `rooms.api.permissions`.
"""
