"""What clients and the server send each other: packets, commands and events."""
