"""The reference of the native protocol's events, generated from the source.

commands, events ──schemas─────────────────┐
dialects/native ───────────────────────────┼──asyncapi──▶ docs/events/asyncapi.json ──▶ page
actions ───────────raised_refusals─────────┤     └──────▶ docs/events/meet-events.d.ts
docs/protocol.md ──protocol_document───────┘                (typescript)

The page is /api/docs/events/ (page_entries, fields, views).

`manage.py document_events` writes the two files. A test fails while they differ from the source.
The server only reads them.
"""

from pathlib import Path

from django.conf import settings

DIRECTORY = Path(settings.BASE_DIR) / "docs" / "events"
DOCUMENT = DIRECTORY / "asyncapi.json"
TYPES = DIRECTORY / "meet-events.d.ts"
