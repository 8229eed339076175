"""Clients of rtc.io on a real server."""

import pytest

from tests.clients.connecting import Connecting
from tests.protocol.rtcio.visitors import NAMESPACE, Visit


@pytest.fixture
def visit(connect: Connecting) -> Visit:
    return lambda: connect(namespace=NAMESPACE)
