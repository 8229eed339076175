"""Encode the messages to other workers; an event for several peers of a worker is one message."""

import asyncio
from collections.abc import Callable

import msgspec

from signaling.workers.messages import Message, Packets

_encode = msgspec.msgpack.Encoder().encode


class MessageSender:
    """Sends with `send`, which has the parameters and the guarantees of `Bus.send`."""

    def __init__(self, send: Callable[[str, bytes], None]) -> None:
        self._send = send
        self._packets: dict[str, tuple[bytes, list[str]]] = {}
        """The last event for each worker, which more peers may get in this turn of the loop."""

    def send(self, worker: str, message: Message) -> None:
        """Send a message after all earlier ones."""
        if self._packets:
            self._flush(worker)
        self._send(worker, _encode(message))

    def send_event(self, worker: str, peer_id: str, packet: bytes) -> None:
        """Send an encoded event to a peer of another worker."""
        last = self._packets.get(worker)
        if last is not None and last[0] is packet:
            last[1].append(peer_id)
            return
        if not self._packets:
            asyncio.get_running_loop().call_soon(self._flush_all)
        self._flush(worker)
        self._packets[worker] = packet, [peer_id]

    def _flush(self, worker: str) -> None:
        last = self._packets.pop(worker, None)
        if last is not None:
            self._send(worker, _encode(Packets(last[1], last[0])))

    def _flush_all(self) -> None:
        for worker in list(self._packets):
            self._flush(worker)
