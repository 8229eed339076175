"""The files of the reference, with the content that they should have."""

import json
from pathlib import Path

from signaling import reference
from signaling.reference.asyncapi import document
from signaling.reference.typescript import types_of


def generated_files() -> dict[Path, str]:
    """Return the content of each file by its path."""
    asyncapi = document()
    text = json.dumps(asyncapi, indent=2, ensure_ascii=False)
    return {reference.DOCUMENT: f"{text}\n", reference.TYPES: types_of(asyncapi)}
