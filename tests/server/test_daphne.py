"""daphne and Twisted still have the parts that the HTTP of the server relies on.

Importing daphne installs a reactor, which belongs to a process. Therefore the tests look at it in a
process of their own.
"""

import subprocess
import sys

import pytest

from tests.libraries import ROOT, Seam

SEAM = "meet/server/daphne_http.py"
DAPHNE = Seam("daphne", SEAM)
TWISTED = Seam("twisted", SEAM)

SIGNATURES = """
from daphne.http_protocol import HTTPFactory, WebRequest
from daphne.server import Server
from tests.server.test_daphne import DAPHNE

DAPHNE.check_signatures(
    {
        Server.handle_reply: "(self, protocol, message)",
        Server.application_checker: "(self)",
        Server.create_application: "(self, protocol, scope)",
        Server.protocol_connected: "(self, protocol)",
        Server.protocol_disconnected: "(self, protocol)",
        WebRequest.__init__: "(self, *args, **kwargs)",
        WebRequest.process: "(self)",
        WebRequest.connectionLost: "(self, reason)",
        HTTPFactory.__init__: "(self, server)",
        HTTPFactory.buildProtocol: "(self, addr)",
    }
)
"""
OVERRIDDEN = """
from daphne.http_protocol import HTTPFactory, WebRequest
from daphne.server import Server
from tests.server.test_daphne import DAPHNE

DAPHNE.check_names(
    Server.__init__, ["application", "endpoints", "server_name", "request_buffer_size", "root_path"]
)
DAPHNE.check_names(Server.application_checker, ["connections", "application_instance", "callLater"])
DAPHNE.check_names(Server.create_application, ["handle_reply", "application_instance"])
DAPHNE.check_names(Server.protocol_disconnected, ["connections", "disconnected"])
DAPHNE.check_names(WebRequest.process, ["isSecure", "create_application", "server"])
DAPHNE.check_names(HTTPFactory.buildProtocol, ["requestFactory"])
"""
TWISTED_METHODS = """
from twisted.web.http import HTTPChannel, HTTPFactory, Request
from tests.server.test_daphne import TWISTED

TWISTED.check_signatures(
    {
        Request.gotLength: "(self, length)",
        Request.handleContentChunk: "(self, data)",
        Request.isSecure: "(self)",
        HTTPChannel.resetTimeout: "(self)",
        HTTPChannel.lineReceived: "(self, line)",
        HTTPChannel.headerReceived: "(self, line)",
        HTTPChannel._respondToBadRequestAndDisconnect: "(self)",
    }
)
TWISTED.check_names(HTTPChannel.lineReceived, ["_command", "_respondToBadRequestAndDisconnect"])
TWISTED.check_names(HTTPChannel.allContentReceived, ["_command"])
TWISTED.check_names(HTTPChannel.allHeadersReceived, ["gotLength"])
TWISTED.check_names(HTTPChannel.dataReceived, ["resetTimeout"])
TWISTED.check_attributes(HTTPChannel, ["requestFactory", "timeOut", "setTimeout", "loseConnection"])
"""


@pytest.mark.parametrize("seam", [DAPHNE, TWISTED], ids=lambda seam: seam.library)
def test_the_installed_version_was_read(seam: Seam) -> None:
    seam.check_version()


@pytest.mark.parametrize("checks", [SIGNATURES, OVERRIDDEN, TWISTED_METHODS])
def test_overridden_methods_are_as_they_were(checks: str) -> None:
    command = [sys.executable, "-c", checks]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr.strip().rpartition("\n")[2]
