"""The addresses of the files with which a page changes the background of a camera."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static

# The names are those of `Background` in static/js/media/media-state.d.ts.
_PICTURES = ("hills", "room", "shapes")


def background_urls() -> dict[str, Any]:
    """Return the library, the folder of its model and workers, and the pictures of this site."""
    return {
        "script": static("vendor/video-processors/twilio-video-processors.min.js"),
        "assets": f"{settings.STATIC_URL}vendor/video-processors/",
        "pictures": {name: static(f"img/backgrounds/{name}.svg") for name in _PICTURES},
    }
