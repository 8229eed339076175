"""Removal of hidden characters from text that people type.

Characters are code points, here and wherever Meet limits a text. Their properties come from the
Unicode Character Database, as implemented by the library `regex`. A character with
Default_Ignorable_Code_Point (DI) displays nothing by itself. Such a character stays in a line only
where it changes the look of its neighbours: in an emoji sequence (UTS #51), between letters of a
script that needs joiners (UAX #31, section 2.3), or as a variation selector of a character that has
variants.
"""

import unicodedata

import regex

# Longer than every allowed line. A text that is cut here is therefore still too long.
_READ_CHARACTERS = 4000

# Most fonts display these as blank space, although Unicode lists them as letters and symbols.
_BLANK_LETTERS = r"\u115F\u1160\u3164\uFFA0\u2800\U0001D159\U00013441\U00013442"

_SPACE = regex.compile(rf"[\p{{Z}}\t-\r\x85{_BLANK_LETTERS}]+")

_VISIBLE = regex.compile(
    rf"[[\p{{L}}\p{{N}}\p{{P}}\p{{S}}\p{{Prepended_Concatenation_Mark}}]"
    rf"--[\p{{Default_Ignorable_Code_Point}}\uFFFC{_BLANK_LETTERS}]]",
    regex.V1,
)

# Scripts in which joiners select the form of a letter: cursive scripts and scripts with viramas.
_JOINING_SCRIPTS = (
    *("Arabic", "Syriac", "Mandaic", "Nko", "Mongolian", "Hanifi_Rohingya", "Adlam"),
    *("Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu", "Kannada"),
    *("Malayalam", "Sinhala", "Tibetan", "Myanmar", "Khmer", "Balinese", "Javanese", "Sundanese"),
    *("Meetei_Mayek", "Newa", "Grantha", "Tirhuta", "Kaithi", "Sharada", "Khojki", "Chakma"),
)
_JOINED = (
    "[["
    + "".join(rf"\p{{Script_Extensions={script}}}" for script in _JOINING_SCRIPTS)
    + r"]&&[\p{L}\p{M}]--\p{Default_Ignorable_Code_Point}]"
)

# Ignorable characters that have an effect at their position.
_KEPT = (
    # The flag of a region, e.g. of England: its tags spell a subdivision such as "gbeng".
    r"\U0001F3F4[\U000E0030-\U000E0039\U000E0061-\U000E007A]{3,6}\U000E007F",
    # Between the parts of one emoji, e.g. of a family.
    r"(?<=\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?)\u200D(?=\p{Extended_Pictographic})",
    # Text or emoji presentation; after a digit only in a keycap.
    r"(?<=[\p{Emoji}--[0-9#*]])[\uFE0E\uFE0F]",
    r"(?<=[0-9#*])\uFE0F(?=\u20E3)",
    # Joiners between letters. After a virama, and for the initial form, also at the end of a word.
    rf"(?<={_JOINED})[\u200C\u200D](?={_JOINED})",
    r"(?<=\p{Canonical_Combining_Class=Virama})[\u200C\u200D]",
    r"(?<=\p{Joining_Type=Dual_Joining})\u200D",
    # Variants of ideographs and of other letters and symbols.
    r"(?<=\p{Script=Han})[\uFE00-\uFE02\U000E0100-\U000E01EF]",
    r"(?<=[\p{Script=Myanmar}\p{Script=Phags_Pa}\p{Script=Manichaean}[\p{Sm}--\p{ASCII}]])\uFE00",
    r"(?<=\p{Script=Mongolian})[\u180B-\u180D\u180F]",
    r"(?<=\p{Script=Mongolian})\u180E(?=\p{Script=Mongolian})",
)
_HIDDEN_IN_LINES = regex.compile(
    rf"(?P<kept>{'|'.join(_KEPT)})"
    r"|[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}"
    r"\uFFF9-\uFFFB]",
    regex.V1,
)

_LINE_END = regex.compile(r"\r\n?|[\x85\u2028\u2029]")
# Removed from texts of several lines: controls, and characters that change the text direction.
_HIDDEN_IN_TEXTS = regex.compile(
    r"[[\p{Cc}--[\t\n]]\p{Cs}\p{Noncharacter_Code_Point}\u202A-\u202E\u2066-\u2069]", regex.V1
)


def is_visible(text: str) -> bool:
    """Tell whether any part of the text is visible.

    These characters are not visible: spaces, ignorable characters, blank letters, combining marks
    without a base, and private-use and unassigned characters.
    """
    return _VISIBLE.search(text) is not None


def visible_line(text: str) -> str:
    """Return the text on one line, in NFC, without hidden characters; "" if nothing is visible."""
    line = _HIDDEN_IN_LINES.sub(_kept, _SPACE.sub(" ", text[:_READ_CHARACTERS]))
    line = unicodedata.normalize("NFC", " ".join(line.split()))
    return line if is_visible(line) else ""


def visible_text(text: str) -> str:
    """Return a text of several lines without controls, trimmed; "" if nothing is visible.

    A text does not identify a person as a name does. Everything else in it therefore stays as
    typed.
    """
    text = _HIDDEN_IN_TEXTS.sub("", _LINE_END.sub("\n", text)).strip()
    return text if is_visible(text) else ""


def cut(text: str, characters: int) -> str:
    """Return the beginning of the text: whole graphemes, at most `characters` code points."""
    if len(text) <= characters:
        return text
    end = 0
    for grapheme in regex.finditer(r"\X", text):
        if grapheme.end() > characters:
            break
        end = grapheme.end()
    # A first grapheme may be longer than the limit, e.g. a letter with a hundred accents. In that
    # case its first code points are kept.
    return text[: end or characters].rstrip()


def first_grapheme(text: str) -> str:
    """Return the first character as a reader sees it, e.g. a letter with its accents."""
    found = regex.match(r"\X", text)
    return found[0] if found else ""


def _kept(found: "regex.Match[str]") -> str:
    return found["kept"] or ""
