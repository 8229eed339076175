"""Actions of hosts on the people in their room."""
