"""Template filters that isolate text from other people, with or without markup."""

from django import template
from django.utils.html import format_html

from accounts.bidi import isolate

register = template.Library()
# For titles and plain text, which cannot contain markup.
register.filter("isolated", isolate)


@register.filter
def bdi(text: str) -> str:
    """Wrap text that contains a right-to-left letter in a `<bdi>` element."""
    return text if isolate(text) == text else format_html("<bdi>{}</bdi>", text)
