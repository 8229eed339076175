"""Read the text and the examples of `docs/protocol.md` by event."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings


@dataclass(frozen=True, slots=True)
class EventText:
    """The text about one event; `examples` are a payload and optionally an acknowledgement."""

    description: str
    examples: list[Any]


class ProtocolDocument:
    """The document, read once."""

    def __init__(self, text: str | None = None) -> None:
        file = Path(settings.BASE_DIR) / "docs" / "protocol.md"
        self._text = file.read_text() if text is None else text
        self.client_events = self._events("Client to server")
        self.server_events = self._events("Server to client")

    def _events(self, title: str) -> dict[str, EventText]:
        parts = re.split(r"^### `([a-z-]+)`$", self._section(title), flags=re.MULTILINE)[1:]
        return dict(zip(parts[::2], map(_event_text, parts[1::2]), strict=True))

    def codes(self) -> dict[str, str]:
        """Return every code with its meaning."""
        rows = re.findall(r"^\| `([A-Z_]+)` \| (.*) \|$", self._section("Codes"), re.MULTILINE)
        return dict(rows)

    def _section(self, title: str) -> str:
        _, _, rest = self._text.partition(f"\n## {title}\n")
        return rest.partition("\n## ")[0]


def _event_text(text: str) -> EventText:
    examples = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", text, re.DOTALL)]
    description = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    # Links to anchors of the document do not work outside it.
    description = re.sub(r"\[([^\]]+)\]\(#[^)]*\)", r"\1", description)
    paragraphs = (" ".join(paragraph.split()) for paragraph in description.split("\n\n"))
    return EventText("\n\n".join(filter(None, paragraphs)), examples)
