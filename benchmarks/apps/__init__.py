"""What runs in the servers' processes."""
