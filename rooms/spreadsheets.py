"""CSV tables that are safe to open in a spreadsheet.

Spreadsheets read a cell that begins with certain characters as a formula, even if it is a name that
a person chose. An apostrophe before these characters makes the cell text.

See https://owasp.org/www-community/attacks/CSV_Injection
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.http import HttpResponse

# The full-width forms are included, because some spreadsheets convert them to ASCII.
_STARTS = "=+\\-@＝＋－＠"  # noqa: RUF001 they are meant
_FORMULA = re.compile(rf"\s*[{_STARTS}]")
# In countries with decimal commas, spreadsheets split at semicolons, even inside quotes. Only a
# winking face is not changed.
_FORMULA_AFTER_SPLIT = re.compile(rf"([;\t\r\n][\s\"]*)(?!-\))(?=[{_STARTS}])")


def csv_response(
    filename: str, heads: Sequence[str], rows: Iterable[Sequence[object]]
) -> HttpResponse:
    """Return a CSV file in UTF-8 with a byte order mark, by which spreadsheets recognize UTF-8."""
    text = io.StringIO("\ufeff")
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(heads)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def safe_cell(value: object) -> str:
    """Return the text of a cell: times in UTC without their zone, "" for None."""
    match value:
        case None:
            return ""
        case int():
            return str(value)
        case datetime():
            return f"{value:%Y-%m-%d %H:%M:%S}"
    text = _FORMULA_AFTER_SPLIT.sub(r"\1'", str(value))
    return f"'{text}" if _FORMULA.match(text) else text
