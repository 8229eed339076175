"""The parser of request bodies: JSON in UTF-8, with protection against harmful input."""

import codecs
from io import BytesIO
from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from signaling.protocol.surrogates import without_lone_surrogates


class StrictJSONParser(JSONParser):
    """Refuses NaN, as DRF does, and JSON that is nested too deeply for Python's parser.

    Lone surrogates are replaced, as in events. JSON is read as UTF-8, whatever charset the client
    declares (RFC 8259, section 8.1). A byte order mark at the beginning is ignored.
    """

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        body = without_lone_surrogates(stream.read().removeprefix(codecs.BOM_UTF8))
        try:
            return super().parse(BytesIO(body), media_type, {"encoding": "utf-8"})
        except RecursionError:
            raise ParseError("The JSON is nested too deeply") from None
