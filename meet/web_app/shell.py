"""The shell: the files that the service worker of this version stores in the browser.

The addresses contain hashes of the content. The version changes with any of these files, the
service worker itself, and the offline page.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import cast

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, staticfiles_storage
from django.template.loader import render_to_string
from django.urls import reverse

SCRIPT = "js/service-worker.js"
# The files of all pages except those of operators and of the API.
_FILES = re.compile(
    r"css/(?!admin/|pages/reference)|img/|js/(room|pair)\.js$|js/chunks/.*\.js$"
    r"|js/site/(site|theme-early|offline)\.js$|js/text/english\.js$"
)


@lru_cache
def service_worker(language: str) -> str:
    """Return the script of the service worker: its list of files, and then its code."""
    code = _code()
    offline = render_to_string("web_app/offline.html")
    files = sorted(_addresses(language))
    version = hashlib.sha256(json.dumps([files, code, offline]).encode()).hexdigest()[:12]
    shell = {
        "version": version,
        "files": files,
        "offlinePage": reverse("offline", args=[language]),
    }
    return f"self.shell = {json.dumps(shell)};\n{code}"


def _addresses(language: str) -> Iterator[str]:
    """Yield the addresses of the files of a language.

    With DEBUG there are none, so that no change is hidden.
    """
    if settings.DEBUG:
        return
    for name in cast("ManifestStaticFilesStorage", staticfiles_storage).hashed_files:
        if _FILES.match(name) or name == f"js/translations/{language}.js":
            yield staticfiles_storage.url(name)


def _code() -> str:
    path = finders.find(SCRIPT)
    if path is None:
        raise FileNotFoundError(SCRIPT)
    return Path(path).read_text()
