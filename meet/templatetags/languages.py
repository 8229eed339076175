"""The languages of the page, for templates."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def offered_languages() -> list[tuple[str, str]]:
    """Return the code and the name of each language, in the language itself."""
    return list(settings.LANGUAGES)


@register.simple_tag
def script_translations() -> str:
    """Return the URL of the ES module with the web client's translations."""
    language = get_language() or settings.LANGUAGE_CODE
    if language == settings.LANGUAGE_CODE:
        return static("js/text/english.js")
    return static(f"js/translations/{language}.js")
