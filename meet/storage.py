"""Static files under names that carry their hash, so that browsers may keep them for ever."""

from servestatic.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hash file names, and follow `import` statements of ES modules as well as CSS urls."""

    support_js_module_import_aggregation = True
