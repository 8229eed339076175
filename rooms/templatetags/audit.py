"""Sentences about audit entries, with the names set off."""

from django import template
from django.utils.html import format_html

from accounts.templatetags.bidi import bdi
from rooms.audit_sentences import SENTENCES
from rooms.models import Audit

register = template.Library()


@register.filter
def audit_sentence(audit: Audit) -> str:
    """Return the sentence about an entry, with `<strong>` around the names."""
    sentence = SENTENCES[audit.action] % {"actor": "{actor}", "target": "{target}"}
    return format_html(sentence, actor=_strong(audit.actor_name), target=_strong(audit.target_name))


def _strong(name: str) -> str:
    return format_html("<strong>{}</strong>", bdi(name)) if name else ""
