"""Run the scenarios in JavaScript, which use the npm library."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PATIENCE_SECONDS = 60


def play(story: str, *arguments: str) -> dict[str, Any]:
    """Run a scenario and return its output; raise CalledProcessError if it fails."""
    node = shutil.which("node")
    assert node is not None
    run = subprocess.run(
        [node, HERE / f"{story}.mjs", *arguments],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    printed: dict[str, Any] = json.loads(run.stdout)
    return printed
