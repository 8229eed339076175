"""No template has a word that is not marked for translation."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR) / "templates"
TEMPLATES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.html"))

# Names, and the words of formats.
ALIKE_IN_ALL_LANGUAGES = {"Meet", "UTC", "CSV", "AsyncAPI", "TypeScript"}

_TRANSLATED = re.compile(r"{% blocktranslate.*?{% endblocktranslate %}", re.DOTALL)
_NOT_SHOWN = re.compile(
    r"{% comment %}.*?{% endcomment %}|{#.*?#}|<script\b.*?</script>"
    r"|{% block (?:\w+_class|coltype) %}.*?{% endblock %}",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"\s(?:aria-(?:description|label|roledescription|valuetext)|title|placeholder|alt|done"
    r'|data-stranger)="([^"]*)"'
)
_TAG = re.compile(r"{%.*?%}|{{.*?}}|<[^>]*>|&\w+;", re.DOTALL)
_WORD = re.compile(r"\b[^\W\d_]{2,}\b")


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_has_no_words_without_a_mark(name: str) -> None:
    shown = _NOT_SHOWN.sub("", _TRANSLATED.sub("", (ROOT / name).read_text()))
    texts = [_TAG.sub(" ", shown), *(_TAG.sub(" ", one) for one in _ATTRIBUTE.findall(shown))]
    words = {word for text in texts for word in _WORD.findall(text)}

    assert words - ALIKE_IN_ALL_LANGUAGES == set()
