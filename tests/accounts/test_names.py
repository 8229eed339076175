import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.names import NAME_CHARACTERS, clean_name
from accounts.templatetags.avatars import initials
from accounts.text_cleaning import is_visible, visible_line, visible_text

ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
FAMILY = "👩\u200d👧\u200d👦"

INVISIBLE = [
    "",
    " ",
    "\t\r\n",
    "\u200b\u200d\u202e",
    "\x00\x1b",
    "\ufeff\xad",
    *("\u3164", "\uffa0", "\u115f\u1160", "\u2800\u2800", "\U0001d159", "\u3000\u3164"),
    *("\u034f", "\u061c", "\u17b4", "\u180e", "\u2065", "\ufff0", "\U000e0fff", "\ufffc"),
    *("\u0301", "\u20e3", "\u0903", "\u093e\u0301"),
    *("\ufe0f", "\U000e0100", "\U000e0067\U000e0062\U000e007f", "\u180b"),
    *("\ue000", "\U000f0000", "\u0378", "\ufdd0", "\U0010ffff"),
]


@pytest.mark.parametrize("text", INVISIBLE, ids=ascii)
def test_text_of_nothing_visible_is_empty(text: str) -> None:
    assert not is_visible(text)
    assert clean_name(text) == ""
    assert visible_text(text) == ""


@pytest.mark.parametrize(
    "text", [".", "7", "é", "李", "ـ", "☹", "𝓐", "\u06dd", "�", "🫩"], ids=ascii
)
def test_one_visible_character_is_enough(text: str) -> None:
    assert clean_name(text) == text
    assert visible_text(f"\u3164{text}\u0301\ue000") != ""


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Ann", "Ann"),
        ("  Ann \t of\n\nKent ", "Ann of Kent"),
        ("Ann\u2028\u2029\u00a0Lee", "Ann Lee"),
        ("Ann\u3164\u2800Lee", "Ann Lee"),
        ("A\x00n\x07n\x1b[31m", "Ann[31m"),
        ("Ann\u202e\u2066\u200f\u061c", "Ann"),
        ("A\u200bn\u2060n\ufeff\u034f", "Ann"),
        ("\ud800Ann\ufffe", "Ann"),
        ("<b>Ann</b>", "<b>Ann</b>"),
        ("X", "X"),
    ],
    ids=ascii,
)
def test_what_lets_a_name_pretend_is_taken_out(typed: str, shown: str) -> None:
    assert clean_name(typed) == shown


@pytest.mark.parametrize(
    "name",
    [
        *("Zoë", "李小龙", "محمد", "ⴰⵎⴰⵣⵉⵖ", "𝓐𝓷𝓷"),
        # Joiners: between letters, after a virama, and for the initial form of a letter.
        *("می\u200cخواهم", "علی\u200cرضا", "خانه\u200cای", "ه\u200d"),
        *("क्\u200dष", "ශ්\u200dරී", "র\u200d্য", "ক্\u200cষ", "അവന്\u200d"),
        # Emoji of several characters.
        *(FAMILY, "👍🏽", "👩🏽\u200d🚀", "🏳\ufe0f\u200d🌈", "❤\ufe0f\u200d🔥", "🙂\u200d↔\ufe0f"),
        *("👁\ufe0f\u200d🗨\ufe0f", "❤\ufe0f", "☹\ufe0e", "1\ufe0f\u20e3", "#\ufe0f\u20e3", "🇩🇪"),
        *(
            ENGLAND,
            f"Ann {ENGLAND}",
            "\U0001f3f4\U000e0075\U000e0073\U000e0074\U000e0078\U000e007f",
        ),
        # Variants of an ideograph, a Mongolian letter and a mathematical sign.
        *("葛\U000e0100城", "\u182d\u180b", "\u2229\ufe00"),
    ],
    ids=ascii,
)
def test_names_of_every_script_stay_as_they_are(name: str) -> None:
    assert clean_name(name) == name
    assert visible_text(name) == name


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        *(("\u200dAnn", "Ann"), ("Ann\u200dLee", "AnnLee"), ("1\u200d2", "12"), ("👩\u200d", "👩")),
        ("क्\u200d\u200dष", "क्\u200dष"),
        *(("A\ufe0fnn", "Ann"), ("1\ufe0f2", "12"), ("❤\ufe0f\ufe0f", "❤\ufe0f")),
        ("A\U000e0100nn", "Ann"),
        # Tags that are no code of a region could contain hidden text.
        ("👍\U000e0068\U000e0069\U000e007f", "👍"),
        ("\U0001f3f4\U000e0067\U000e0062", "\U0001f3f4"),
        ("\U0001f3f4\U000e0041\U000e0042\U000e0043\U000e007f", "\U0001f3f4"),
    ],
    ids=ascii,
)
def test_an_ignorable_character_that_does_nothing_is_taken_out(typed: str, shown: str) -> None:
    assert clean_name(typed) == shown


def test_a_name_is_composed_and_keeps_its_case() -> None:
    assert clean_name("ZOE\u0308") == "ZOË"
    assert clean_name("e\u200b\u0301") == "é"


def test_a_name_is_cut_to_fifty_characters_between_graphemes() -> None:
    assert clean_name("x" * 60) == "x" * NAME_CHARACTERS
    assert clean_name("x" * 49 + " yyy") == "x" * 49
    assert clean_name("x" * 48 + FAMILY) == "x" * 48
    assert clean_name("x" * 45 + ENGLAND) == "x" * 45
    assert len(clean_name("x" + "\u0330" * 200)) == NAME_CHARACTERS


def test_a_text_keeps_its_lines_and_its_form() -> None:
    assert visible_text("  one\r\n\ttwo\rthree\u2028e\u0301\n") == "one\n\ttwo\nthree\ne\u0301"
    assert visible_text("\u202ea\u2066b\x00\u200fc\u200bd") == "ab\u200fc\u200bd"


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    line = visible_line(text)
    assert visible_line(line) == line == unicodedata.normalize("NFC", line)
    assert visible_text(visible_text(text)) == visible_text(text)


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ann of Kent", "AK"), (f"{ENGLAND} fan", f"{ENGLAND}F"), ("e\u0301va", "E\u0301"), ("", "")],
    ids=ascii,
)
def test_initials_are_whole_graphemes(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ron (2)", "R2"), ("“Ann” (she)", "AS"), ("(-) Bo", "B"), ("?!", "?")],
    ids=ascii,
)
def test_initials_skip_brackets_and_quotes_before_a_letter(name: str, letters: str) -> None:
    assert initials(name) == letters
