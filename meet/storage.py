"""Static files with a hash in their name, so that browsers may cache them forever."""

from collections.abc import Iterator
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib.staticfiles.apps import StaticFilesConfig
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import FileSystemStorage, Storage
from servestatic.storage import CompressedManifestStaticFilesStorage

from meet.bundling import bundle


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashes file names, and follows `import` statements of ES modules as well as CSS URLs."""

    support_js_module_import_aggregation = True

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str | None, bool | Exception]]:
        """Hash the bundle of each page under the name of the script that the page loads."""
        if dry_run:
            return
        with TemporaryDirectory(prefix="meet-bundles-") as directory:
            bundles = FileSystemStorage(directory)
            for name in bundle(Path(self.location), Path(directory)):
                if name not in paths:  # a source map or chunk, which Django looks up by this name
                    self.delete(name)  # of an earlier run
                    with bundles.open(name) as file:
                        self._save(name, file)
                paths[name] = (bundles, name)
            yield from super().post_process(paths, **options)

    def uncollected(self) -> Iterator[str]:
        """Yield the files that `collectstatic` has not collected; pages cannot link to them."""
        for finder in get_finders():
            for path, storage in finder.list(StaticFilesConfig.ignore_patterns):
                name = str(PurePath(getattr(storage, "prefix", None) or "", path))
                if name not in self.hashed_files:
                    yield name
