"""The addresses that browsers ask for when people install Meet."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meet.web_app.shell import service_worker as service_worker_script

# The background of pages in the light theme: see static/css/tokens.css. A manifest has one colour.
_BACKGROUND = "#f6f7f6"
_ICONS = (
    ("img/favicon.svg", "any", "any", "image/svg+xml"),
    ("img/icon-192.png", "192x192", "any", "image/png"),
    ("img/icon-512.png", "512x512", "any", "image/png"),
    ("img/icon-maskable-512.png", "512x512", "maskable", "image/png"),
)


@require_safe
def manifest(_request: HttpRequest) -> JsonResponse:
    """Describe the app to browsers: https://www.w3.org/TR/appmanifest/."""
    icons = [
        {"src": static(name), "sizes": sizes, "purpose": purpose, "type": content_type}
        for name, sizes, purpose, content_type in _ICONS
    ]
    description = {
        "id": "/",
        "name": "Meet",
        "short_name": "Meet",
        "description": _("Video meetings on your own server"),
        "lang": translation.get_language(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": _BACKGROUND,
        "theme_color": _BACKGROUND,
        "icons": icons,
    }
    return JsonResponse(description, content_type="application/manifest+json")


@require_safe
def service_worker(_request: HttpRequest) -> HttpResponse:
    """Return the script of the service worker. Browsers compare it byte by byte to find updates."""
    script = service_worker_script(translation.get_language())
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@require_safe
def offline(request: HttpRequest, language: str) -> HttpResponse:
    """Return the page that the service worker shows if Meet can't be reached.

    The language is in the address, because the service worker asks for this page without cookies.
    """
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(language):
        return render(request, "web_app/offline.html")
