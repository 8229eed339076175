"""What signaling shares with the ASGI server that runs it: WebSockets, turns, rates and threads."""
