"""The project: settings, URLs and the server that runs accounts, rooms and signaling."""
