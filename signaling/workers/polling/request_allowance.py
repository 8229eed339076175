"""A limit on the memory of the requests that wait for answers of other workers."""

# The memory of a waiting request beside its message: its connection, its tasks and its timer.
_REQUEST_BYTES = 4 * 1024


class RequestAllowance:
    """Counts the bytes of waiting requests, for each client network and in all."""

    def __init__(self, most_bytes: int, most_bytes_of_network: int) -> None:
        self._most_bytes = most_bytes
        self._most_bytes_of_network = most_bytes_of_network
        self._bytes = 0
        self._bytes_of: dict[str, int] = {}

    def take(self, network: str, message_bytes: int) -> bool:
        """Count a request unless that exceeds a limit; return whether it was counted."""
        size = message_bytes + _REQUEST_BYTES
        of_network = self._bytes_of.get(network, 0) + size
        if of_network > self._most_bytes_of_network or self._bytes + size > self._most_bytes:
            return False
        self._bytes += size
        self._bytes_of[network] = of_network
        return True

    def give_back(self, network: str, message_bytes: int) -> None:
        """Subtract a counted request."""
        size = message_bytes + _REQUEST_BYTES
        self._bytes -= size
        self._bytes_of[network] -= size
        if not self._bytes_of[network]:
            del self._bytes_of[network]
