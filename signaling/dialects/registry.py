"""All dialects of this server, by namespace."""

from collections.abc import Mapping

from signaling.dialects import Dialect
from signaling.dialects.meetmates import MEETMATES, MEETMATES_PAGE
from signaling.dialects.native import NATIVE
from signaling.dialects.rtcio import RTCIO
from signaling.dialects.webrtc_demo import WEBRTC_DEMO
from signaling.protocol.traits import Traits

DIALECTS: Mapping[str, Dialect] = {
    dialect.namespace: dialect
    for dialect in (NATIVE, MEETMATES, MEETMATES_PAGE, RTCIO, WEBRTC_DEMO)
}

_TRAITS = {dialect.name: dialect.traits for dialect in DIALECTS.values()}


def traits_of(protocol: str) -> Traits:
    """Return the traits of a protocol by its name; for an unknown one, the native traits."""
    return _TRAITS.get(protocol, NATIVE.traits)
