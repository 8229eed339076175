"""Static files with a hash in their name, so that browsers may cache them forever."""

from collections.abc import Iterator
from pathlib import PurePath

from django.contrib.staticfiles.apps import StaticFilesConfig
from django.contrib.staticfiles.finders import get_finders
from servestatic.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashes file names, and follows `import` statements of ES modules as well as CSS URLs."""

    support_js_module_import_aggregation = True

    def uncollected(self) -> Iterator[str]:
        """Yield the files that `collectstatic` has not collected; pages cannot link to them."""
        for finder in get_finders():
            for path, storage in finder.list(StaticFilesConfig.ignore_patterns):
                name = str(PurePath(getattr(storage, "prefix", None) or "", path))
                if name not in self.hashed_files:
                    yield name
