"""Durations in a readable form."""

from datetime import timedelta

from django import template
from django.utils.translation import gettext as _

register = template.Library()

_MINUTE = 60
_HOUR = 60 * _MINUTE


@register.filter
def duration(time: timedelta) -> str:
    """Format a duration in its two largest useful units: "40 s", "12 min", "1 h 05 min"."""
    seconds = int(time.total_seconds())
    if seconds < _MINUTE:
        return _("%(seconds)d s") % {"seconds": seconds}
    if seconds < _HOUR:
        return _("%(minutes)d min") % {"minutes": seconds // _MINUTE}
    hours, rest = divmod(seconds, _HOUR)
    return _("%(hours)d h %(minutes)02d min") % {"hours": hours, "minutes": rest // _MINUTE}
