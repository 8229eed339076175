"""Every dialect this server speaks, by namespace."""

from collections.abc import Mapping

from signaling.dialects import Dialect
from signaling.dialects.meetmates import MEETMATES, MEETMATES_PAGE
from signaling.dialects.native import NATIVE
from signaling.dialects.rtcio import RTCIO
from signaling.dialects.webrtc_demo import WEBRTC_DEMO
from signaling.traits import Traits

DIALECTS: Mapping[str, Dialect] = {
    dialect.namespace: dialect
    for dialect in (NATIVE, MEETMATES, MEETMATES_PAGE, RTCIO, WEBRTC_DEMO)
}

_TRAITS = {dialect.name: dialect.traits for dialect in DIALECTS.values()}


def traits_of(protocol: str) -> Traits:
    """Return the traits of a protocol by its name; of an unknown one, those of the native."""
    return _TRAITS.get(protocol, NATIVE.traits)
