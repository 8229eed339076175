import pytest
from django.utils import translation

from rooms.audit_sentences import SENTENCES
from rooms.models import Audit
from rooms.templatetags.audit import audit_sentence


def test_every_action_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Audit.Action.values)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "<strong>Ann</strong> muted <strong>&lt;Ben&gt;</strong>"),
        ("de", "<strong>Ann</strong> hat <strong>&lt;Ben&gt;</strong> stummgeschaltet"),
    ],
)
def test_the_sentence_has_its_names_where_the_language_puts_them(
    language: str, sentence: str
) -> None:
    audit = Audit(action=Audit.Action.MUTE, actor_name="Ann", target_name="<Ben>")

    with translation.override(language):
        assert audit_sentence(audit) == sentence


def test_an_entry_without_a_target_names_only_the_actor() -> None:
    assert str(Audit(action=Audit.Action.LOCK, actor_name="Ann")) == "Ann locked the room"
