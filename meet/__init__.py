"""The wiring: settings, routes and the server around accounts, rooms and signaling."""
