"""Template filters that show the text of the events reference as HTML."""

import re
from collections.abc import Container

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_MARKED = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*")


@register.filter
def marked(text: str, names: Container[str]) -> SafeString:
    """Render text between backticks as code, and text between two asterisks as strong.

    Code that is one of `names` becomes a link to the server event of that name.
    """
    parts, end = [], 0
    for found in _MARKED.finditer(text):
        parts += [conditional_escape(text[end : found.start()]), _mark(found, names)]
        end = found.end()
    # Every part is escaped or made by format_html.
    return mark_safe("".join([*parts, conditional_escape(text[end:])]))  # noqa: S308


def _mark(found: re.Match[str], names: Container[str]) -> SafeString:
    code, strong = found.groups()
    if strong:
        return format_html("<strong>{}</strong>", strong)
    if code in names:
        return format_html('<a href="#server.{}"><code>{}</code></a>', code, code)
    return format_html("<code>{}</code>", code)
