"""The meeting as a client shows it: tiles and chat, which change with each event."""

from typing import Any

from tests.signaling.workers.simulation.records import Tile


class ShownMeeting:
    """`room` is the code of the room in which the client wants to be."""

    def __init__(self) -> None:
        self.room: str | None = None
        self.is_in = False
        self.is_waiting = False
        self.tiles: dict[str, Tile] = {}
        self.chat: list[str] = []
        """The messages that came as events."""
        self.shown: list[str] = []
        """The messages of the last join, and those that came after it."""
        self.events: list[tuple[str, Any]] = []

    def happened(self, name: str, body: Any = None) -> None:
        """Handle an event of the server."""
        self.events.append((name, body))
        handle = getattr(self, f"_on_{name.replace('-', '_')}", None)
        if handle is not None:
            handle(body)

    def left(self) -> None:
        """Show no meeting."""
        self.is_in = self.is_waiting = False
        self.tiles = {}

    def _on_room_joined(self, body: dict[str, Any]) -> None:
        self.is_in, self.is_waiting = True, False
        self.tiles = {}
        self.shown = [message["content"] for message in body["messages"]]
        for participant in body["participants"]:
            self._add_tile(participant)

    def _on_user_joined(self, body: dict[str, Any]) -> None:
        self._add_tile(body["participant"])

    def _on_user_left(self, body: dict[str, Any]) -> None:
        gone = [key for key, tile in self.tiles.items() if tile.peer_id == body["socketId"]]
        for key in gone:
            del self.tiles[key]

    def _on_participant_reconnecting(self, body: dict[str, Any]) -> None:
        if (tile := self.tiles.get(body["participantId"])) is not None:
            tile.is_live = False

    def _on_participant_resumed(self, body: dict[str, Any]) -> None:
        if (tile := self.tiles.get(body["participantId"])) is not None:
            tile.peer_id, tile.is_live = body["socketId"], True

    def _on_chat_message(self, body: dict[str, Any]) -> None:
        self.chat.append(body["content"])
        self.shown.append(body["content"])

    def _on_force_disconnect(self, _body: Any) -> None:
        self.room = None
        self.left()

    _on_room_ended = _on_moved = _on_force_disconnect

    def _add_tile(self, participant: dict[str, Any]) -> None:
        self.tiles[participant["participantId"]] = Tile(
            participant["displayName"], participant["socketId"], not participant["isReconnecting"]
        )
