"""Bundles of the browser modules: one file for each page instead of a hundred.

`collectstatic` makes them with esbuild; see `meet.storage`. Development needs none: with DEBUG,
pages load the modules themselves. Templates name the same file in both cases, for example
`js/room.js`, and do not know whether it is a bundle.
"""

import json
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

# Each script that a template loads as a module, and that imports others.
ENTRIES = ("js/room.js", "js/pair.js", "js/site/site.js", "js/admin/live-board.js")
# Modules that pages find through their import map. Only these become part of a bundle; all other
# names of packages stay in the code, and the import map stays in the page.
PACKAGES = {"socket.io-client": "vendor/socket.io-client/socket.io.esm.min.js"}
_OPTIONS = (
    "--bundle",
    "--format=esm",
    "--splitting",  # a module that is imported by `import()` becomes a file of its own
    "--chunk-names=js/chunks/[name]-[hash]",
    "--packages=external",
    "--external:#translations",  # the import map names the module of the page's language
    "--minify",
    "--sourcemap",
    "--target=es2023",  # as in tsconfig.json
    "--log-level=warning",
)


def bundle(source: Path, target: Path, entries: Iterable[str] = ENTRIES) -> Iterator[str]:
    """Write the bundles of the files in `source` to `target`, and yield the names of all outputs.

    Raise CommandError if esbuild is not installed or refuses a file.
    """
    for entry in entries:
        yield from _bundle_entry(entry, source.resolve(), target.resolve())


def _bundle_entry(entry: str, source: Path, target: Path) -> list[str]:
    """Bundle one page, separately: pages that share chunks would request them one after another."""
    listing = target / "outputs.json"
    command = [
        str(_esbuild()),
        entry,
        *_OPTIONS,
        *(f"--alias:{name}={source / path}" for name, path in PACKAGES.items()),
        f"--outbase={source}",
        f"--outdir={target}",
        f"--metafile={listing}",
    ]
    done = subprocess.run(  # noqa: S603 the command is Meet's own
        command, cwd=source, capture_output=True, text=True, check=False
    )
    if done.returncode or done.stderr:
        raise CommandError(f"esbuild can't bundle {entry}:\n{done.stderr}")
    outputs = json.loads(listing.read_text())["outputs"]
    listing.unlink()
    return [str((source / output).resolve().relative_to(target)) for output in outputs]


def _esbuild() -> Path:
    """Return the program of this platform. It is native and runs without Node."""
    packages = settings.BASE_DIR / "node_modules" / "@esbuild"
    program = next(iter(sorted(packages.glob("*/bin/esbuild"))), None)
    if program is None:
        raise CommandError("esbuild is not installed. Run: npm ci --omit=dev")
    return program
