"""The reference of the native protocol's events, made from the code that speaks it.

commands, events ──schemas──┐
dialects/native ────────────┼──asyncapi──▶ docs/events/asyncapi.json ──page──▶ /api/docs/events/
actions ──────────refusing──┤      └───────▶ docs/events/meet-events.d.ts (typescript)
docs/protocol.md ──prose────┘

`manage.py document_events` writes the two files, and a test fails while they say anything else
than the code does. The server only reads them.
"""

from pathlib import Path

from django.conf import settings

DIRECTORY = Path(settings.BASE_DIR) / "docs" / "events"
DOCUMENT = DIRECTORY / "asyncapi.json"
TYPES = DIRECTORY / "meet-events.d.ts"
