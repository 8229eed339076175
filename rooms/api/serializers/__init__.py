"""The shapes of rooms and what belongs to them in JSON, camelCase as on the socket."""
