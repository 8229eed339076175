"""Others' text between ours, on pages and where a template can't use markup."""

from django import template
from django.utils.html import format_html

from accounts.bidi import isolate

register = template.Library()
# For titles and plain text.
register.filter("isolated", isolate)


@register.filter
def bdi(text: str) -> str:
    """Isolate text with any letter from right to left in an element."""
    return text if isolate(text) == text else format_html("<bdi>{}</bdi>", text)
