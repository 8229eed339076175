"""Every dialect this server speaks, by namespace."""

from collections.abc import Mapping

from signaling.dialects import Dialect
from signaling.dialects.meetmates import MEETMATES
from signaling.dialects.native import NATIVE

DIALECTS: Mapping[str, Dialect] = {dialect.namespace: dialect for dialect in (NATIVE, MEETMATES)}
