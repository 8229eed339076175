"""Rules for names, and for which text is visible at all.

A name is one line of 1 to 50 characters, in NFC, of which at least one is visible. Characters are
code points, here and wherever Meet limits a text.

The properties are those of the Unicode Character Database, as the library `regex` has them.
Default_Ignorable_Code_Point (DI) is what displays nothing by itself. Such a character stays in a
name only where it changes how its neighbours look: in an emoji sequence (UTS #51), between letters
of a script that needs joiners (UAX #31, section 2.3), or as a variation selector of a character
that has variants.
"""

import unicodedata

import regex

NAME_CHARACTERS = 50
# More than any line has: what is longer is too long as well when only so much of it is read.
_READ_CHARACTERS = 4000

# Displayed as blank space by most fonts, though Unicode lists them as letters and symbols.
_BLANK_LETTERS = r"\u115F\u1160\u3164\uFFA0\u2800\U0001D159\U00013441\U00013442"

_SPACE = regex.compile(rf"[\p{{Z}}\t-\r\x85{_BLANK_LETTERS}]+")

_VISIBLE = regex.compile(
    rf"[[\p{{L}}\p{{N}}\p{{P}}\p{{S}}\p{{Prepended_Concatenation_Mark}}]"
    rf"--[\p{{Default_Ignorable_Code_Point}}\uFFFC{_BLANK_LETTERS}]]",
    regex.V1,
)

# Scripts in which joiners choose between forms of letters: cursive ones and those with viramas.
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

# Ignorable characters that do something where they are.
_KEPT = (
    # A flag of a region, e.g. England's: its tags spell a subdivision such as "gbeng".
    r"\U0001F3F4[\U000E0030-\U000E0039\U000E0061-\U000E007A]{3,6}\U000E007F",
    # Between the parts of one emoji, e.g. of a family.
    r"(?<=\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?)\u200D(?=\p{Extended_Pictographic})",
    # Text or emoji presentation; of a digit only in a keycap.
    r"(?<=[\p{Emoji}--[0-9#*]])[\uFE0E\uFE0F]",
    r"(?<=[0-9#*])\uFE0F(?=\u20E3)",
    # Joiners between letters; after a virama, and for the initial form, also at the end of a word.
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
# Removed from texts of several lines: controls, and characters that change the direction of text.
_HIDDEN_IN_TEXTS = regex.compile(
    r"[[\p{Cc}--[\t\n]]\p{Cs}\p{Noncharacter_Code_Point}\u202A-\u202E\u2066-\u2069]", regex.V1
)


def is_visible(text: str) -> bool:
    """Tell whether anything of the text can be seen.

    Spaces, ignorable characters, blank letters, combining marks without a base, and characters
    whose look only their user knows (private use, unassigned) can't.
    """
    return _VISIBLE.search(text) is not None


def clean_name(name: str) -> str:
    """Return the name on one line, cut to 50 characters between graphemes; perhaps ""."""
    return cut(visible_line(name), NAME_CHARACTERS)


def visible_line(text: str) -> str:
    """Return the text on one line, in NFC, without hidden characters; "" if nothing is visible."""
    line = _HIDDEN_IN_LINES.sub(_kept, _SPACE.sub(" ", text[:_READ_CHARACTERS]))
    line = unicodedata.normalize("NFC", " ".join(line.split()))
    return line if is_visible(line) else ""


def visible_text(text: str) -> str:
    """Return a text of several lines without controls, trimmed; "" if nothing is visible.

    Unlike a name it is nobody's identity, so it is otherwise left as it was typed.
    """
    text = _HIDDEN_IN_TEXTS.sub("", _LINE_END.sub("\n", text)).strip()
    return text if is_visible(text) else ""


def cut(text: str, characters: int) -> str:
    """Return the beginning of the text, of whole graphemes and at most so many code points."""
    if len(text) <= characters:
        return text
    end = 0
    for grapheme in regex.finditer(r"\X", text):
        if grapheme.end() > characters:
            break
        end = grapheme.end()
    # One grapheme may be longer than all: of a letter under a hundred accents, some remain.
    return text[: end or characters].rstrip()


def first_grapheme(text: str) -> str:
    """Return what a reader takes for the first character, e.g. a letter with its accents."""
    found = regex.match(r"\X", text)
    return found[0] if found else ""


def _kept(found: "regex.Match[str]") -> str:
    return found["kept"] or ""
