"""Links in text, for pages."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from rooms.links import Part, split_links

register = template.Library()


@register.filter
def linked(content: str) -> SafeString:
    """Escape the text and make its web addresses clickable."""
    return format_html_join("", "{}", ((_html(part),) for part in split_links(content)))


def _html(part: Part) -> str:
    if not part.href:
        return part.text
    return format_html(
        '<a href="{}" dir="ltr" target="_blank" rel="noopener noreferrer nofollow">{}</a>',
        part.href,
        part.text,
    )
