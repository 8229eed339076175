"""A connection of python-socketio's client."""

import socket
import threading
from collections.abc import Mapping, Sequence
from typing import Any

import engineio
import requests
import socketio
from socketio.packet import DISCONNECT

from tests.clients.inbox import DEADLINE_SECONDS, Inbox


class _OrderedEngine(engineio.Client):
    def _trigger_event(self, event: str, *args: Any, run_async: bool = False, **kwargs: Any) -> Any:
        if event == "disconnect":
            # A writer that took the last packets before the state changed waits for more.
            self.queue.put(None)
        # Stock clients handle each message on a separate thread, in any order.
        return super()._trigger_event(event, *args, run_async=False, **kwargs)

    def disconnect(self, abort: bool = False, reason: str | None = None) -> None:
        # `disconnect` waits for the reader thread, which may itself have received the end.
        is_reader = threading.current_thread() is self.read_loop_task
        super().disconnect(abort=abort or is_reader, reason=reason)


class _OrderedClient(socketio.Client):
    def _engineio_client_class(self) -> type[engineio.Client]:
        return _OrderedEngine

    def disconnect(self) -> None:
        for namespace in self.namespaces:
            self._send_packet(self.packet_class(DISCONNECT, namespace=namespace))
        # A stock client that closes loses its queued packets, even its DISCONNECT.
        if self.eio.state == "connected":
            self.eio.queue.join()
        self.eio.disconnect()


class PythonConnection:
    def __init__(
        self,
        url: str,
        inbox: Inbox,
        *,
        transports: Sequence[str],
        headers: Mapping[str, str],
        auth: Any,
        namespace: str,
    ) -> None:
        self._inbox = inbox
        self._namespace = namespace
        self._http = requests.Session()
        self._client = _OrderedClient(
            reconnection=False,
            handle_sigint=False,
            http_session=self._http,
            request_timeout=DEADLINE_SECONDS,
            # Only browsers send an Origin, unless a test sets one.
            websocket_extra_options={"suppress_origin": True},
        )
        self._client.on("*", lambda name, *args: inbox.received(name, args), namespace=namespace)
        self._client.on("connect_error", inbox.refused, namespace=namespace)
        self._client.on("disconnect", lambda _reason: inbox.closed(), namespace=namespace)
        self._connect(url, transports, dict(headers), auth)

    def send(self, name: str, arguments: tuple[Any, ...], ack_id: int | None) -> None:
        self._client.emit(
            name,
            arguments,
            namespace=self._namespace,
            callback=None
            if ack_id is None
            else lambda *answer: self._inbox.answered(ack_id, answer),
        )

    def disconnect(self) -> None:
        self._client.disconnect()
        self._close()

    def drop(self) -> None:
        engine = self._client.eio
        engine.ws.sock.shutdown(socket.SHUT_RDWR)
        engine.read_loop_task.join(DEADLINE_SECONDS)
        self._close()

    def _close(self) -> None:
        """Close what the client leaves open after the end of the server."""
        if (websocket := self._client.eio.ws) is not None:
            websocket.shutdown()
        self._http.close()

    def _connect(
        self, url: str, transports: Sequence[str], headers: dict[str, str], auth: Any
    ) -> None:
        try:
            self._client.connect(
                url,
                headers=headers,
                auth=auth,
                transports=list(transports),
                namespaces=[self._namespace],
                wait_timeout=DEADLINE_SECONDS,
            )
        except socketio.exceptions.ConnectionError as error:
            # If the server has answered, the inbox already has a more exact reason.
            self._inbox.refused({"message": str(error)})
            self._http.close()
        else:
            self._inbox.connected(self._client.get_sid(self._namespace))
