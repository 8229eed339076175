"""Template filters for what clients measure of their media."""

from django import template
from django.template.defaultfilters import floatformat

from rooms.live_rooms import LiveMediaQuality

register = template.Library()

# The limits from which pages mark a connection as weak (static/js/rtc/connection-quality.js).
_MOST_LOSS = 0.05
_MOST_ROUND_TRIP_MS = 800


@register.filter
def is_weak(quality: LiveMediaQuality) -> bool:
    losses = quality["received_loss"] or 0, quality["sent_loss"] or 0
    return max(losses) > _MOST_LOSS or (quality["round_trip_ms"] or 0) > _MOST_ROUND_TRIP_MS


@register.filter
def as_percent(share: float) -> str:
    """Return a share from 0 to 1 in percent with one digit where it is not 0, e.g. 0.034 as 3.4."""
    return floatformat(share * 100, -1)
