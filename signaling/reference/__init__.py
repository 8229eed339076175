"""The reference of the native protocol's events, generated from the source.

commands, events ──schemas──┐
dialects/native ────────────┼──asyncapi──▶ docs/events/asyncapi.json ──page──▶ /api/docs/events/
actions ──────────refusing──┤      └───────▶ docs/events/meet-events.d.ts (typescript)
docs/protocol.md ──prose────┘

`manage.py document_events` writes the two files. A test fails while they differ from the source.
The server only reads them.
"""

from pathlib import Path

from django.conf import settings

DIRECTORY = Path(settings.BASE_DIR) / "docs" / "events"
DOCUMENT = DIRECTORY / "asyncapi.json"
TYPES = DIRECTORY / "meet-events.d.ts"
