import pytest

from rooms.codes import ALPHABET, LENGTH, new_code, normalize_code


def test_a_code_has_thirty_bits() -> None:
    assert len(set(ALPHABET)) ** LENGTH == 2**30


def test_a_code_has_no_letter_that_looks_like_another() -> None:
    assert not set(ALPHABET) & set("ILOU")
    assert all(symbol in ALPHABET for _ in range(100) for symbol in new_code())


def test_codes_are_random() -> None:
    # Two of a thousand codes are the same in one of two thousand runs.
    assert len({new_code() for _ in range(1000)}) > 995


def test_every_new_code_is_written_as_it_is_read() -> None:
    codes = [new_code() for _ in range(100)]
    assert [normalize_code(code) for code in codes] == codes


@pytest.mark.parametrize(
    "typed",
    [
        "AB12C0",
        "ab12c0",
        " ab12c0\n",
        "AB1-2C0",
        "ab1 2c0",
        "ABI2CO",
        "abl2co",
        "https://meet.example.org/AB12C0",
        "https://meet.example.org/ab1-2c0/",
        "http://localhost:8000/AB12C0?x=/ZZZZZZ#y",
        "/AB12C0",
        "meet.example.org/AB12C0",
        *("AB12C0.", "AB12C0!", "AB12C0…", "AB12C0。", "AB1.2C0", "AB1_2C0", "AB1·2C0"),
        *("(AB12C0)", "[AB12C0]", "（AB12C0）", "「AB12C0」", "<AB12C0>", "`AB12C0`"),
        *('"AB12C0"', "„AB12C0“", "«AB12C0»", "‘AB12C0’,"),
        *("AB1–2C0", "AB1—2C0", "AB1\u20112C0", "AB1\u22122C0", "—AB12C0"),
        *("AB1\u200b2C0", "\ufeffAB12C0", "AB12C0\u200e", "AB\u202e12C0", "AB1\u00a02C0"),
        *("ＡＢ１２Ｃ０", "ａｂ１－２ｃ０", "AB12C0 👍🏽"),
        *("<https://meet.example.org/AB12C0>", "(https://meet.example.org/AB12C0)."),
        *("“https://meet.example.org/AB12C0”,", "https://meet.example.org/AB12C0。"),
        *("HTTPS://MEET.EXAMPLE.ORG/AB12C0", "ｈｔｔｐｓ：／／meet.example.org／AB12C0"),
        *("https://meet.example.org/AB1%E2%80%932C0", "https://meet.example.org/%28AB12C0%29"),
        *("http://meetme/AB12C0", "http://[::1]:8000/AB12C0", "http://meetme/team/AB12C0"),
        "Ann asks: https://meet.example.org/AB12C0 (the weekly)",
        "[Join](https://meet.example.org/AB12C0)",
        "https://meet.example.org/join/?code=ab1-2c0",
        "https://meet.example.org/rooms/AB12C0/settings/?saved=1",
    ],
)
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    assert normalize_code(typed) == "AB12C0"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "AB12C",
        "AB12C00",
        "AB12CU",
        "AB12C!",
        "ÀB12C0",
        "A\u0300B12C0",
        "AB12C0 AB12C0",
        "http://meetme",
        "http://meetme/",
        "http://meetme/?x=AB12C0",
        "https://meet.example.org/",
        "https://meet.example.org/accounts/login",
        "x" * 100_000,
    ],
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert normalize_code(typed) is None
