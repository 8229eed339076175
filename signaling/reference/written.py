"""The files of the reference, as they should be."""

import json
from pathlib import Path

from signaling import reference
from signaling.reference.asyncapi import document
from signaling.reference.typescript import types_of


def written() -> dict[Path, str]:
    """Return what belongs into each file."""
    made = document()
    text = json.dumps(made, indent=2, ensure_ascii=False)
    return {reference.DOCUMENT: f"{text}\n", reference.TYPES: types_of(made)}
