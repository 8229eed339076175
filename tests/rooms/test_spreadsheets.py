import csv
import io
from datetime import UTC, datetime

import pytest

from rooms.spreadsheets import csv_response, safe_cell


def table(content: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1+1", "'  =1+1"),
        ("＝1+1", "'＝1+1"),
        ("hello;=1+1", "hello;'=1+1"),
        ('hello;"=1+1"', 'hello;"\'=1+1"'),
        ("one\n=1+1", "one\n'=1+1"),
        ("one\t@SUM(A1)", "one\t'@SUM(A1)"),
    ],
)
def test_what_a_spreadsheet_would_calculate_becomes_text(name: str, shown: str) -> None:
    assert safe_cell(name) == shown


@pytest.mark.parametrize(
    "name", ["Ann", "Ann-Marie", "1+1=2", "a@example.org", "fine ;-)", "a; b", "'quoted'", ""]
)
def test_other_text_stays_as_it_is(name: str) -> None:
    assert safe_cell(name) == name


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, ""), (-5, "-5"), (datetime(2026, 11, 20, 9, 5, tzinfo=UTC), "2026-11-20 09:05:00")],
)
def test_values_of_our_own_are_written_plainly(value: object, shown: str) -> None:
    assert safe_cell(value) == shown


def test_a_table_comes_back_as_it_went_in() -> None:
    rows = [["Ánn", 'says "hi", twice'], ["Ben", "one\ntwo; three"]]

    response = csv_response("a.csv", ["Name", "Message"], rows)

    assert table(response.content) == [["Name", "Message"], *rows]
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="a.csv"'


def test_no_cell_begins_a_formula_where_the_separator_is_a_semicolon() -> None:
    response = csv_response("a.csv", ["Name", "Message"], [["Ann", "hello;=1+1"]])

    cells = [safe_cell for row in table(response.content, ";") for safe_cell in row]
    assert not [safe_cell for safe_cell in cells if safe_cell.startswith("=")]
