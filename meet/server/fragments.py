"""Assemble the messages that a client sends as several frames (RFC 6455, section 5.4)."""

from signaling.asgi.message_sizes import most_bytes_of
from signaling.asgi.rate_limit import RateLimit
from signaling.asgi.websocket import CloseCode


class FragmentError(Exception):
    """The connection must be closed with `code`."""

    def __init__(self, code: CloseCode) -> None:
        super().__init__(code)
        self.code = code


class Fragments:
    """The frames of one message so far.

    The rate limit is that of control frames, so that a client can't send many frames without a
    message.
    """

    def __init__(self, rate_limit: RateLimit, most_message_bytes: int) -> None:
        self._rate_limit = rate_limit
        self._most_message_bytes = most_message_bytes
        self._payloads: list[bytes] = []

    def __bool__(self) -> bool:
        return bool(self._payloads)

    def add(self, payload: bytes, *, is_first: bool, is_final: bool) -> bytes | None:
        """Return the message if it is complete; raise FragmentError."""
        if is_first == bool(self._payloads):
            raise FragmentError(CloseCode.PROTOCOL_ERROR)
        self._payloads.append(payload)
        if self._is_too_large():
            raise FragmentError(CloseCode.MESSAGE_TOO_BIG)
        if not self._rate_limit.spend() and not is_final:
            raise FragmentError(CloseCode.POLICY_VIOLATION)
        if not is_final:
            return None
        message = b"".join(self._payloads)
        self._payloads.clear()
        return message

    def _is_too_large(self) -> bool:
        size = sum(map(len, self._payloads))
        most = self._most_message_bytes
        return size > most and size > most_bytes_of(self._payloads[0], most)
