"""What a call's body may be: JSON in UTF-8, and nothing that the parser can't stand."""

import codecs
from io import BytesIO
from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from signaling.surrogates import without_lone_surrogates


class Json(JSONParser):
    """Refuses NaN, as DRF does, and brackets nested so deep that Python gives up.

    Half characters are replaced as in events. JSON is UTF-8 whatever charset a client claims
    (RFC 8259, section 8.1); a byte order mark before it is passed over.
    """

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        body = without_lone_surrogates(stream.read().removeprefix(codecs.BOM_UTF8))
        try:
            return super().parse(BytesIO(body), media_type, {"encoding": "utf-8"})
        except RecursionError:
            raise ParseError("The JSON is nested too deeply") from None
