"""Tables as CSV that a spreadsheet opens without harm.

Spreadsheets take a cell that begins with certain characters for a formula, also one that somebody
chose as a name. An apostrophe before them makes it text.
See https://owasp.org/www-community/attacks/CSV_Injection
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.http import HttpResponse

# The full-width forms count as well: some spreadsheets fold them to the ASCII ones.
_STARTS = "=+\\-@＝＋－＠"  # noqa: RUF001 they are meant
_FORMULA = re.compile(rf"\s*[{_STARTS}]")
# Where numbers have commas, spreadsheets split at semicolons, and quotes don't hold them off.
# Only a winking face is left as it is.
_FORMULA_AFTER_SPLIT = re.compile(rf"([;\t\r\n][\s\"]*)(?!-\))(?=[{_STARTS}])")


def csv_response(
    filename: str, heads: Sequence[str], rows: Iterable[Sequence[object]]
) -> HttpResponse:
    """Answer with a file to keep: UTF-8 with a mark, which spreadsheets need to see it as such."""
    text = io.StringIO("\ufeff")
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(heads)
    writer.writerows([cell(value) for value in row] for row in rows)
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def cell(value: object) -> str:
    """Return what stands in a cell; times in UTC without their zone, nothing for None."""
    match value:
        case None:
            return ""
        case int():
            return str(value)
        case datetime():
            return f"{value:%Y-%m-%d %H:%M:%S}"
    text = _FORMULA_AFTER_SPLIT.sub(r"\1'", str(value))
    return f"'{text}" if _FORMULA.match(text) else text
