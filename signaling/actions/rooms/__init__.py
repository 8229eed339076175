"""Actions on a room and a person's place in it."""
