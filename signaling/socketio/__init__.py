"""Socket.IO 5: connections of clients to namespaces."""
