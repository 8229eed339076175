"""Each library whose insides are used is used by one module, in versions that it was read for."""

import ast

import pytest

from tests.libraries import ROOT, Seam
from tests.test_imports import MODULES, imports

SEAMS = (
    (Seam("python-engineio", "signaling/engineio/library.py"), "engineio"),
    (Seam("picows", "meet/server/picows_connection.py"), "picows"),
    (Seam("daphne", "meet/server/daphne_http.py"), "daphne"),
    (Seam("twisted", "meet/server/daphne_http.py"), "twisted.web"),
)

# These modules use only what the library's documentation describes: the client of a WebSocket.
DOCUMENTED_USES = {"signaling/media/janus/connection.py"}


@pytest.mark.parametrize("seam", [seam for seam, _ in SEAMS], ids=lambda seam: seam.library)
def test_the_installed_version_was_read(seam: Seam) -> None:
    seam.check_version()


@pytest.mark.parametrize(("seam", "package"), SEAMS, ids=[package for _, package in SEAMS])
def test_only_one_module_imports_it(seam: Seam, package: str) -> None:
    importing = {
        str(path.relative_to(ROOT))
        for path in MODULES.values()
        for imported in imports(ast.parse(path.read_text()), ())
        if imported == package or imported.startswith(f"{package}.")
    }
    assert importing - DOCUMENTED_USES == {seam.path}
