"""Static files under names that carry their hash, so that browsers may keep them for ever."""

from collections.abc import Iterator
from pathlib import PurePath

from django.contrib.staticfiles.apps import StaticFilesConfig
from django.contrib.staticfiles.finders import get_finders
from servestatic.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hash file names, and follow `import` statements of ES modules as well as CSS urls."""

    support_js_module_import_aggregation = True

    def uncollected(self) -> Iterator[str]:
        """Yield the files that no page can name, since `collectstatic` was not run with them."""
        for finder in get_finders():
            for path, storage in finder.list(StaticFilesConfig.ignore_patterns):
                name = str(PurePath(getattr(storage, "prefix", None) or "", path))
                if name not in self.hashed_files:
                    yield name
