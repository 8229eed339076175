"""daphne and Twisted still have the parts that the HTTP of the server relies on."""

import subprocess
import sys

from tests.libraries import ROOT


def test_overridden_and_private_methods_are_as_they_were() -> None:
    command = [sys.executable, "-m", "tests.server.daphne_checks"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr.strip().rpartition("\n")[2]
