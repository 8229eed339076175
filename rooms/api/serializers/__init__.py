"""The JSON shapes of rooms and their contents, in camelCase as on the socket."""
