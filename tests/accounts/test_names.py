import pytest

from accounts.names import NAME_CHARACTERS, clean_name


@pytest.mark.parametrize(
    "name", ["", " ", "\t\r\n", "\u200b\u200d\u202e", "\x00\x1b", "\ufeff\xad"]
)
def test_a_name_of_nothing_visible_is_empty(name: str) -> None:
    assert clean_name(name) == ""


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Ann", "Ann"),
        ("  Ann \t of\n\nKent ", "Ann of Kent"),
        ("Ann\u2028\u2029\u00a0Lee", "Ann Lee"),
        ("A\x00n\x07n\x1b[31m", "Ann[31m"),
        ("Ann\u202e\u2066\u200f", "Ann"),
        ("A\u200bn\u2060n\ufeff", "Ann"),
        ("\ud800Ann", "Ann"),
        ("<b>Ann</b>", "<b>Ann</b>"),
        ("X", "X"),
    ],
)
def test_what_lets_a_name_pretend_is_taken_out(typed: str, shown: str) -> None:
    assert clean_name(typed) == shown


@pytest.mark.parametrize(
    "name",
    ["Zoë", "Zoe\u0308", "李小龙", "محمد", "क्\u200dष", "👩\u200d👧\u200d👦", "👍🏽"],
)
def test_names_of_every_script_stay_as_they_are(name: str) -> None:
    assert clean_name(name) == name


@pytest.mark.parametrize("name", ["\u200dAnn", "Ann\u200d", "Ann \u200d Lee", "1\u200d2"])
def test_a_joiner_that_joins_nothing_is_taken_out(name: str) -> None:
    assert "\u200d" not in clean_name(name)


def test_a_name_is_cut_to_fifty_characters() -> None:
    assert clean_name("x" * 60) == "x" * NAME_CHARACTERS
    assert clean_name("x" * 49 + " yyy") == "x" * 49
