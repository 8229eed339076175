"""Commands and events for clients of other protocols that the native protocol does not have."""
