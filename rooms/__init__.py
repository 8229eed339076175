"""Rooms, their rules and what is kept of their meetings. It knows accounts, and no sockets."""
