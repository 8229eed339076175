"""The background work of one process: deadlines, credentials, and requests from outside."""
