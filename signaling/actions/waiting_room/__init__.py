"""Actions of knockers, and of hosts on knockers."""
